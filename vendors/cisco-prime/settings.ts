import { z } from 'zod';

/** Prime's own fields of an endpoint in `reeve.yaml`. */
export const settings = z.strictObject({
  format: z.enum(['xml', 'json']).default('xml').describe('In which of its two formats Prime is spoken to.'),
  apiVersion: z
    .enum(['v1', 'v2', 'v3', 'v4'])
    .default('v3')
    .describe('Of every call. The versions differ in form, not in what they can do for a job.'),
});

export type Settings = z.output<typeof settings>;
