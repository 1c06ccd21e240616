import { z } from 'zod';

export const settings = z.strictObject({
  apiVersion: z.enum(['1.0', '1.1']).default('1.0').describe('Version of `cmc.configurator`; both have the same jobs.'),
});
export type CmcSettings = z.output<typeof settings>;
