import { z } from 'zod';

export const params = {
  run: z.strictObject({
    /** The GUID of the job (not of a run) that is to be executed. */
    jobId: z.guid(),
  }),
} as const;

export type RunParams = z.output<typeof params.run>;
