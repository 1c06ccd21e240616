import { z } from 'zod';

export const params = {
  run: z.strictObject({
    jobId: z.guid().describe('The GUID of the job (not of a run) that is to be executed.'),
  }),
} as const;

export type RunParams = z.output<typeof params.run>;
