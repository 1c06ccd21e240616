import type { Errand, PrimeApi } from './api.ts';
import { isSameJob, readHistory } from './failure-words.ts';
import type { Row } from './rows.ts';

/**
 * Reads the ids by which `cancel`, `suspend` and `resume` know these jobs. runhistory names them, but may leave out a
 * job that never ran; then it is JobSummary's.
 */
export async function readJobIds(
  api: PrimeApi,
  rows: readonly Row[],
  errand: Errand,
): Promise<(row: Row) => string | undefined> {
  const past = await readHistory(
    api,
    rows.map(({ jobName }) => jobName),
    errand,
  );
  return (row) => past.find((job) => isSameJob(job, row))?.jobId ?? row['@id'];
}
