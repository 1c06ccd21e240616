import { z } from 'zod';

export const params = {
  'deploy-template': z.strictObject({
    templateName: z.string().min(1),
    /** At least one device with the values of the template's variables on it. */
    devices: z
      .array(z.strictObject({ id: z.string().min(1), variables: z.record(z.string(), z.string()).default({}) }))
      .min(1),
    /** Saves the running configuration as start-up configuration afterwards. */
    copyConfigToStartup: z.boolean().default(false),
    /** ISO 8601; run at once where it is missing. */
    startTime: z.iso.datetime({ offset: true }).optional(),
  }),
} as const;
