import { isTerminal } from '../../contract/job.ts';
import type { Found, StartContext } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { type CcsHandle, readRun } from './reading.ts';
import { listRuns } from './run-list.ts';
import type { Session } from './session.ts';
import type { Run } from './wire.ts';

/** The Date header tells whole seconds, and the vendor's clock may be set while we wait: this much earlier counts too. */
const MARGIN_MS = 2_000;

/** Whether a run began at or after a moment of the vendor's clock; undefined where nobody can tell. */
function beganSince(run: Run, sinceMs: number): boolean | undefined {
  const began = run.JobStartTime;
  // A run that was over without ever having begun did nothing: starting again makes no second one.
  if (began === undefined) return isTerminal(readRun(run).state) ? false : undefined;
  if (began.earliestMs >= sinceMs) return true;
  return began.latestMs < sinceMs ? false : undefined;
}

/**
 * Runs of the job that have begun since we wanted ours. They carry no name of ours: whoever else executes the same job
 * in that time makes one that looks the same. All runs are read, since nothing says how the vendor orders them.
 */
export async function findRuns(session: Session, jobId: string, context: StartContext): Promise<Found<CcsHandle>[]> {
  const list = await listRuns(session, { jobId, count: 0, kind: 'start', signal: context.signal });
  if (list.unreadable !== undefined) throw list.unreadable;
  const cannotTell = (why: string) => new VendorError('UnexpectedResponse', `${session.endpoint}: ${why}`);
  if (list.answeredAtMs === undefined) throw cannotTell("the answer has no date, so the vendor's clock is not known");
  const sinceMs = list.answeredAtMs - (context.nowMs() - context.intendedAtMs) - MARGIN_MS;
  return list.runs.flatMap((run) => {
    const isMatch = beganSince(run, sinceMs);
    if (isMatch === undefined) throw cannotTell(`cannot tell yet when run ${run.JobRunID} began`);
    const runId = run.JobRunID;
    return isMatch ? [{ handle: { jobId, runId }, vendorJobId: runId, reading: readRun(run), by: 'content' }] : [];
  });
}
