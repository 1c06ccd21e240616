import { isTerminal } from '../../contract/job.ts';
import type { CallContext, CancelAsk, CancelReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, OperationResult, PrimeApi } from './api.ts';
import { isLongId, type PrimeHandle } from './handle.ts';
import { readJobIds } from './job-ids.ts';
import { noWord, wordOn } from './operation-words.ts';
import { type Row, readRows } from './rows.ts';
import { hasLiveRun, stateOf } from './states.ts';

/** One ask on its way to its answer. */
interface Stop {
  handle: PrimeHandle;
  /** The job as last read. */
  found: Row | VendorError;
  answer?: CancelReply | VendorError;
}

/** A stop whose job is there to be stopped. */
type Live = Stop & { found: Row };

/**
 * Runs that are on their way go in one `cancelrunning`, jobs that are only scheduled in one `cancel`. Neither touches
 * what the other stops, so what was only scheduled is read again: its run may have begun in between.
 */
export async function cancel(
  api: PrimeApi,
  asks: readonly CancelAsk<PrimeHandle>[],
  { signal }: CallContext,
): Promise<(CancelReply | Error)[]> {
  const errand = { kind: 'cancel', signal } as const;
  const stops: Stop[] = asks.map(({ handle }) => ({ handle, found: notRead }));
  await read(api, stops, errand);
  for (const stop of stops) closeWhereOver(stop);
  const live = stops.filter(isLive);
  const running = live.filter(({ found }) => hasLiveRun(found));
  const scheduled = live.filter(({ found }) => !hasLiveRun(found));
  // Each goes out even where the other fails: a retry finds what was stopped already as over.
  const told = await Promise.allSettled([cancelRuns(api, running, errand), cancelJobs(api, scheduled, errand)]);
  for (const each of told) if (each.status === 'rejected') throw each.reason;
  await readAgain(api, live, scheduled, errand);
  return stops.map(({ answer, found }) => answer ?? (found instanceof Error ? found : notRead));
}

const notRead = new VendorError('UnexpectedResponse', 'the job was not read');

function isLive(stop: Stop): stop is Live {
  return stop.answer === undefined && !(stop.found instanceof Error);
}

async function read(api: PrimeApi, stops: readonly Stop[], errand: Errand): Promise<void> {
  if (stops.length === 0) return;
  const rows = await readRows(
    api,
    stops.map(({ handle }) => handle),
    errand,
  );
  for (const stop of stops) stop.found = rows.of(stop.handle);
}

/** Answers a stop that has nothing to stop: the job is over or unknown, or could not be read. */
function closeWhereOver(stop: Stop): void {
  const { found } = stop;
  if (found instanceof VendorError) stop.answer = found.type === 'NotFound' ? { reply: 'unknownJob' } : found;
  else if (isTerminal(stateOf(found))) stop.answer = { reply: 'alreadyOver' };
}

/** A refusal may only say that the job was over by then; and a trigger that was disabled may have fired before. */
async function readAgain(api: PrimeApi, live: Live[], scheduled: Live[], errand: Errand): Promise<void> {
  const isRefused = ({ answer }: Stop) => answer !== undefined && 'reply' in answer && answer.reply === 'refused';
  const unsure = live.filter((stop) => isRefused(stop) || scheduled.includes(stop));
  await read(api, unsure, errand);
  for (const stop of unsure) if (isRefused(stop)) closeWhereOver(stop);
  const begun = scheduled.filter(({ found }) => !(found instanceof Error) && hasLiveRun(found));
  await cancelRuns(api, begun, errand);
}

async function cancelRuns(api: PrimeApi, stops: readonly Live[], errand: Errand): Promise<void> {
  await tell(
    api,
    stops,
    ({ found }) => found.runId,
    (runIds) => api.cancelRuns(runIds, errand),
  );
}

async function cancelJobs(api: PrimeApi, stops: readonly Live[], errand: Errand): Promise<void> {
  if (stops.length === 0) return;
  const jobIdOf = await readJobIds(
    api,
    stops.map(({ found }) => found),
    errand,
  );
  await tell(
    api,
    stops,
    ({ found }) => jobIdOf(found),
    (jobIds) => api.turnTriggers('cancel', jobIds, errand),
  );
}

/** One call for all; each id's own success or failure becomes its stop's answer. */
async function tell(
  api: PrimeApi,
  stops: readonly Live[],
  idOf: (stop: Live) => string | undefined,
  call: (ids: string[]) => Promise<OperationResult>,
): Promise<void> {
  const ids = [...new Set(stops.map(idOf).filter(isLongId))];
  if (stops.length === 0) return;
  const result = ids.length === 0 ? { success: [], failure: [] } : await call(ids);
  for (const stop of stops) {
    const id = idOf(stop);
    stop.answer = wordOn(result, id) ?? noWord(api.endpoint, 'cancel', stop.handle.jobName, id);
  }
}
