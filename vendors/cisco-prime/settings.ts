import { z } from 'zod';

/** Prime's own fields of an endpoint in `reeve.yaml`. */
export const settings = z.strictObject({
  /** In which of its two formats Prime is spoken to. */
  format: z.enum(['xml', 'json']).default('xml'),
  apiVersion: z.enum(['v3']).default('v3'),
});

export type Settings = z.output<typeof settings>;
