import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { CancellationScope, condition, patched } from '@temporalio/workflow';
import type { Candidate, StartedJob } from '../contract/activities.ts';
import type { Handle } from '../contract/job.ts';
import { isNotAccepted, type VendorErrorType } from '../contract/vendor-error.ts';
import { finder, isReset, starter } from './activities.ts';
import { adopt, claimOne } from './claiming.ts';
import { describe } from './details.ts';
import { isStopping, type Job, note } from './job.ts';
import { publishStart } from './publish.ts';

/** A start that is lost or left half-way again and again is tried so often, with growing pauses between. */
const MOST_ROUNDS = 20;
const LEAST_PAUSE_MS = 5_000;
const GREATEST_PAUSE_MS = 3_600_000;

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
  job.isLookedAt = started.looked === true;
  if (started.reading !== undefined) note(job, started.reading);
  publishStart(job);
}

/** How far a start has come that needs more than one try. */
interface Progress {
  round: number;
  /** What a lost try has made, where the start is not complete. */
  unfinished?: Match;
  /** The run whose find has come back. */
  foundIn?: string;
}

async function start(job: Job): Promise<StartedJob | undefined> {
  const progress: Progress = { round: 0 };
  while (!isCalledOff(job, progress.unfinished)) {
    const round = await oneRound(job, progress);
    if (round === 'off') break;
    if (round !== 'again') return round.done;
  }
  // A start that was called off half-way has made something that is to be stopped.
  return progress.unfinished ?? endUnstarted(job, progress.foundIn);
}

/** One try, and where its answer is lost, the find that follows. */
async function oneRound(job: Job, progress: Progress): Promise<{ done: StartedJob | undefined } | 'again' | 'off'> {
  const { round, unfinished, foundIn } = progress;
  if (round > MOST_ROUNDS) return { done: endUnsettled(job) };
  if (round > 1) await pause(job, round);
  progress.round += 1;
  const tried = await tryStart(job, { ...(foundIn && { foundIn }), ...(unfinished && { resume: unfinished.handle }) });
  if (tried === 'notSent') return 'off';
  if (tried !== 'lost') return { done: startedOf(job, tried) };
  const match = await find(job);
  if (match === undefined || ('handle' in match && !match.unfinished)) return { done: match };
  progress.foundIn = match.runId;
  if ('handle' in match) progress.unfinished = match;
  else delete progress.unfinished;
  return 'again';
}

/** A stop is on, or `startBy` has passed with nothing made: nothing new is started. */
function isCalledOff(job: Job, unfinished: Match | undefined): boolean {
  return isStopping(job) || (job.tooLate && unfinished === undefined);
}

/** Growing, so that a vendor that never lets us finish fills no history; a stop ends it. */
async function pause(job: Job, round: number): Promise<void> {
  const ms = Math.min(GREATEST_PAUSE_MS, LEAST_PAUSE_MS * 2 ** round);
  await condition(() => isCalledOff(job, undefined) || job.end !== undefined, ms, {
    summary: `before start no. ${round + 1}`,
  });
}

function endUnsettled(job: Job): undefined {
  job.end ??= { why: 'ambiguous', candidates: [], message: `no start was settled in ${MOST_ROUNDS} rounds` };
}

/** Nothing was sent by this run. A run that was made by a reset must ask what its first run has sent. */
async function endUnstarted(job: Job, foundIn: string | undefined): Promise<StartedJob | undefined> {
  if (foundIn === undefined && (await isReset({ firstExecutionRunId: job.firstExecutionRunId }))) {
    const match = await find(job);
    if (match === undefined || 'handle' in match) return match;
  }
  job.end ??= { why: job.tooLate && !isStopping(job) ? 'startExpired' : 'neverStarted' };
  return undefined;
}

function startedOf(job: Job, tried: Exclude<Tried, string>): StartedJob | undefined {
  if ('started' in tried) return tried.started;
  job.end ??= { why: 'startRefused', ...tried.refused };
  return undefined;
}

async function tryStart(job: Job, input: { foundIn?: string; resume?: Handle }): Promise<Tried> {
  const scope = new CancellationScope();
  job.starting = scope;
  try {
    return { started: await scope.run(() => starter(job).startJob({ ...intent(job), ...input })) };
  } catch (error) {
    return afterFailure(error);
  } finally {
    delete job.starting;
  }
}

function afterFailure(error: unknown): Tried {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return afterTimeout(cause);
  // What else is not an ApplicationFailure is the cancellation of a try that was waiting for its next call.
  if (!(cause instanceof ApplicationFailure)) return 'notSent';
  if (cause.type === 'AnswerLost') return 'lost';
  if (isNotAccepted(cause.type as VendorErrorType)) return 'notSent';
  return { refused: { type: cause.type ?? 'Error', message: cause.message } };
}

/** A start that has answered leaves that behind before it looks: then it is not lost with the look, or its worker. */
function afterTimeout({ lastHeartbeatDetails }: TimeoutFailure): Tried {
  const isAnswered = lastHeartbeatDetails && patched('start-answered');
  return isAnswered ? { started: lastHeartbeatDetails as StartedJob } : 'lost';
}

type Match = StartedJob & { unfinished?: true; runId: string };

/** What was wanted, the same in every try. The workflow's start survives a reset, unlike the time of its first task. */
function intent({ request, firstExecutionRunId, startedAtMs }: Job) {
  return { request, firstExecutionRunId, intendedAtMs: startedAtMs };
}

/** The one vendor job that the lost start has made, or that it made none; undefined where the job has ended over it. */
async function find(job: Job): Promise<Match | { runId: string } | undefined> {
  const lostAtMs = Date.now();
  job.maybeSent = true;
  describe(job);
  for (;;) {
    const { matches, searchable, terms, runId } = await finder(job).findJob({ ...intent(job), lostAtMs });
    if (job.end !== undefined) return undefined;
    const [match, ...others] = matches;
    if (!searchable || others.length > 0) return endAmbiguous(job, searchable, matches);
    if (match === undefined) {
      job.maybeSent = false;
      return { runId };
    }
    // Taken by another job since it was found: then it is not ours, and the search goes on.
    if (match.held || (await claimOne(job, match.vendorJobId))) return { ...match, terms, runId };
  }
}

function endAmbiguous(job: Job, searchable: boolean, matches: readonly Candidate[]): undefined {
  const candidates = matches.map(({ vendorJobId }) => vendorJobId);
  const message = searchable
    ? `the start's answer was lost, and ${candidates.length} jobs at the vendor may be it`
    : "the start's answer was lost, and this vendor's jobs cannot be searched";
  job.end ??= { why: 'ambiguous', candidates, message };
}
