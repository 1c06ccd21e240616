import { z } from 'zod';
import { callbackShape } from './params.ts';

/** The vendor's own fields of an endpoint in `reeve.yaml`. */
export const settings = z.strictObject({
  login: z
    .enum(['session', 'basic'])
    .default('session')
    .describe('`session`: a log-in whose session all calls share; `basic` sends the password with each.'),
  cancelOrigins: z
    .array(z.url({ protocol: /^https$/ }).transform((url) => new URL(url).origin))
    .default([])
    .describe("Origins, beside the endpoint's own, to which a cancel URL may lead. Default: none."),
  cancel: callbackShape
    .optional()
    .describe(
      "How jobs are canceled that bring no way of their own. Default: by the vendor's newer form, which needs none.",
    ),
});

export type Settings = z.output<typeof settings>;
