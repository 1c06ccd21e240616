import { z } from 'zod';

/** A character that XML 1.0 cannot carry, not even escaped; also half of a surrogate pair. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The same text for both formats: a job must not depend on how its endpoint is spoken to. */
const text = z.string().refine((value) => !NOT_XML.test(value), 'has a character that XML cannot carry');

export const params = {
  'deploy-template': z.strictObject({
    templateName: text.min(1),
    devices: z
      .array(z.strictObject({ id: text.min(1), variables: z.record(text.min(1), text).default({}) }))
      .min(1)
      .describe("At least one device, with the values of the template's variables on it."),
    copyConfigToStartup: z
      .boolean()
      .default(false)
      .describe('Saves the running configuration as start-up configuration afterwards.'),
    startTime: z.iso.datetime({ offset: true }).optional().describe('Run at once where it is missing.'),
  }),
} as const;

export type DeployTemplate = z.output<(typeof params)['deploy-template']>;
