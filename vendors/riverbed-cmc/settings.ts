import { z } from 'zod';

export const settings = z.strictObject({
  /** Version of `cmc.configurator`; both have the same jobs. */
  apiVersion: z.enum(['1.0', '1.1']).default('1.0'),
});
export type CmcSettings = z.output<typeof settings>;
