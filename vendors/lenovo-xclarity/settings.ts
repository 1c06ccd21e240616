import { z } from 'zod';
import { callbackShape } from './params.ts';

/** The vendor's own fields of an endpoint in `reeve.yaml`. */
export const settings = z.strictObject({
  /** How calls are authorized. Default `session`: a log-in whose session all calls share; `basic` sends the password with each. */
  login: z.enum(['session', 'basic']).default('session'),
  /** Origins, beside the endpoint's own, to which a cancel URL may lead. Default: none. */
  cancelOrigins: z.array(z.url({ protocol: /^https$/ }).transform((url) => new URL(url).origin)).default([]),
  /** How jobs are canceled that bring no way of their own. Default: by the vendor's newer form, which needs none. */
  cancel: callbackShape.optional(),
});

export type Settings = z.output<typeof settings>;
