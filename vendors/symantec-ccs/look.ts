import type { Reading } from '../../contract/job.ts';
import type { Looked } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import { type CcsHandle, readRun } from './reading.ts';
import { listRuns } from './run-list.ts';
import type { Session } from './session.ts';

interface LookContext {
  kind: CallKind;
  signal: AbortSignal;
}

/** The runs in question are nearly always the latest. Only a list of all of them (0) can say that one is missing. */
function countsFor(wanted: number): number[] {
  return [Math.max(10, 2 * wanted), 250, 0];
}

/** Reads runs of one job in one call, or in more where they lie further back. */
async function lookAtJob(session: Session, jobId: string, runIds: string[], context: LookContext) {
  const seen = new Map<string, Reading>();
  let unseen: VendorError | undefined;
  try {
    for (const count of countsFor(runIds.length)) {
      const list = await listRuns(session, { ...context, jobId, count });
      for (const run of list.runs) seen.set(run.JobRunID, readRun(run));
      unseen = list.unreadable;
      if (runIds.every((runId) => seen.has(runId))) break;
    }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    unseen = error;
  }
  const gone = (runId: string) =>
    new VendorError('NotFound', `${session.endpoint}: job ${jobId} lists no run ${runId}`);
  return (runId: string): Looked => seen.get(runId) ?? unseen ?? gone(runId);
}

/** One look at many runs: one call a job. What fails for one job is an error at the places of its runs only. */
export async function lookAtRuns(
  session: Session,
  handles: readonly CcsHandle[],
  context: LookContext,
): Promise<Looked[]> {
  const looks = new Map<string, ReturnType<typeof lookAtJob>>();
  for (const [jobId, runs] of Map.groupBy(handles, (handle) => handle.jobId)) {
    const runIds = runs.map(({ runId }) => runId);
    looks.set(jobId, lookAtJob(session, jobId, runIds, context));
  }
  const lookAt = async ({ jobId, runId }: CcsHandle) => (await looks.get(jobId))?.(runId) as Looked;
  return await Promise.all(handles.map(lookAt));
}
