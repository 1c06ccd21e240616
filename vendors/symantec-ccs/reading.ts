import type { Reading } from '../../contract/job.ts';
import type { VendorTime } from './dates.ts';
import { readStatus } from './states.ts';
import type { Run } from './wire.ts';

/** Ids of one run. CCS lists runs by job only, so every later call but the abort needs both. */
export type CcsHandle = { readonly jobId: string; readonly runId: string };

/** For people, so a date without a zone, of which nobody knows what it means, is left out. */
function dateField(name: string, time: VendorTime | undefined): Record<string, string> {
  if (time === undefined || time.earliestMs !== time.latestMs) return {};
  return { [name]: new Date(time.latestMs).toISOString() };
}

/** What a run's row says of the run. CCS tells no percentage, and none is made up. */
export function readRun(run: Run): Reading {
  const message = run.Exception ?? run.JobSummary ?? run.CustomStatusText;
  const ended = dateField('endedAt', run.JobEndTime);
  return {
    ...readStatus(run.Status, run.CustomStatusText),
    ...(message === undefined ? {} : { message }),
    ...('endedAt' in ended ? { result: { ...dateField('startedAt', run.JobStartTime), ...ended } } : {}),
    readAt: new Date().toISOString(),
  };
}
