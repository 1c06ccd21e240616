import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { CancellationScope } from '@temporalio/workflow';
import type { StartedJob } from '../contract/activities.ts';
import type { Handle } from '../contract/job.ts';
import { isNotAccepted, type VendorErrorType } from '../contract/vendor-error.ts';
import { finder, starter } from './activities.ts';
import { adopt, claimOne } from './claiming.ts';
import { isStopping, type Job, note } from './job.ts';
import { publishStart } from './publish.ts';

/** How one try to start came back. */
type Tried =
  | { started: StartedJob }
  | { refused: { type: string; message: string } }
  /** Surely nothing was accepted: the try was called off between two calls. */
  | 'notSent'
  /** The vendor may have accepted, nobody knows. */
  | 'lost';

/** Gets the job a vendor job, by starting, finding or adopting one; or ends it. Never rejects. */
export async function begin(job: Job): Promise<void> {
  try {
    const started = job.request.adopt === undefined ? await start(job) : await adopt(job);
    if (started !== undefined) take(job, started);
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : error;
    const type = cause instanceof ApplicationFailure ? (cause.type ?? 'Error') : 'Error';
    const message = cause instanceof Error ? cause.message : String(cause);
    job.end ??= job.maybeSent ? { why: 'ambiguous', candidates: [], message } : { why: 'startRefused', type, message };
  }
}

function take(job: Job, started: StartedJob): void {
  job.handle = started.handle;
  job.vendorJobId = started.vendorJobId;
  job.terms = started.terms;
  if (started.reading !== undefined) note(job, started.reading);
  publishStart(job);
}

async function start(job: Job): Promise<StartedJob | undefined> {
  const intendedAtMs = Date.now();
  let unfinished: Match | undefined;
  let found = false;
  while (!isCalledOff(job)) {
    const resume = unfinished && { resume: unfinished.handle };
    const tried = await tryStart(job, { intendedAtMs, found, ...resume });
    if (tried === 'notSent') break;
    if (tried !== 'lost') return startedOf(job, tried);
    const match = await find(job, intendedAtMs);
    if (match === undefined || (match !== 'none' && !match.unfinished)) return match;
    unfinished = match === 'none' ? undefined : match;
    found = true;
  }
  // A start that was called off half-way has made something that is to be stopped.
  return unfinished ?? endUnstarted(job);
}

function endUnstarted(job: Job): undefined {
  job.end = { why: job.tooLate && !isStopping(job) ? 'startExpired' : 'neverStarted' };
}

function startedOf(job: Job, tried: Exclude<Tried, string>): StartedJob | undefined {
  if ('started' in tried) return tried.started;
  job.end = { why: 'startRefused', ...tried.refused };
  return undefined;
}

/** A stop is on, or `startBy` has passed: nothing new is started. */
function isCalledOff(job: Job): boolean {
  return job.tooLate || isStopping(job);
}

async function tryStart(job: Job, input: { intendedAtMs: number; found: boolean; resume?: Handle }): Promise<Tried> {
  const scope = new CancellationScope();
  job.starting = scope;
  try {
    const { request, firstExecutionRunId } = job;
    return { started: await scope.run(() => starter(job).startJob({ request, firstExecutionRunId, ...input })) };
  } catch (error) {
    return afterFailure(error);
  } finally {
    delete job.starting;
  }
}

function afterFailure(error: unknown): Tried {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return 'lost';
  // What else is not an ApplicationFailure is the cancellation of a try that was waiting for its next call.
  if (!(cause instanceof ApplicationFailure)) return 'notSent';
  if (cause.type === 'AnswerLost') return 'lost';
  if (isNotAccepted(cause.type as VendorErrorType)) return 'notSent';
  return { refused: { type: cause.type ?? 'Error', message: cause.message } };
}

type Match = StartedJob & { unfinished?: true };

/** The one vendor job that the lost start has made, `none` where it made none; otherwise the job has ended. */
async function find(job: Job, intendedAtMs: number): Promise<Match | 'none' | undefined> {
  const { request, firstExecutionRunId } = job;
  const lostAtMs = Date.now();
  job.maybeSent = true;
  for (;;) {
    const result = await finder(job).findJob({ request, firstExecutionRunId, intendedAtMs, lostAtMs });
    if (job.end !== undefined) return undefined;
    const [match, ...others] = result.matches;
    if (!result.searchable || others.length > 0) {
      const candidates = result.matches.map(({ vendorJobId }) => vendorJobId);
      const message = result.searchable
        ? `the start's answer was lost, and ${candidates.length} jobs at the vendor may be it`
        : "the start's answer was lost, and this vendor's jobs cannot be searched";
      job.end = { why: 'ambiguous', candidates, message };
      return undefined;
    }
    if (match === undefined) {
      job.maybeSent = false;
      return 'none';
    }
    // Taken by another job since it was found: then it is not ours, and the search goes on.
    if (match.held || (await claimOne(job, match.vendorJobId))) return { ...match, terms: result.terms };
  }
}
