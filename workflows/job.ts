import { ApplicationFailure } from '@temporalio/common';
import { type CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { WatchTerms } from '../contract/activities.ts';
import { formatDuration, parseDuration } from '../contract/duration.ts';
import {
  type Cause,
  type Handle,
  isTerminal,
  type JobRequest,
  type JobView,
  type Reading,
  type State,
} from '../contract/job.ts';
import type { Asker, SteerAnswer, SteerVerb } from '../contract/messages.ts';
import { checkRequest, describeProblems } from '../contract/request.ts';
import { withScheduledTime } from './scheduled-time.ts';

/** One stop, from the asking to the answer. */
export interface Stop extends Asker {
  cause: Extract<Cause, 'request' | 'expiry'>;
  /** The vendor would not or could not: the job is watched on, and another stop may be asked for. */
  denied?: { verdict: 'refused' | 'unsupported'; message: string };
  /** What `endJob` read after the vendor had answered the cancel. */
  proof?: Reading;
}

/** Why there is nothing more to do. Set once. */
export type End =
  | { why: 'over' | 'neverStarted' | 'startExpired' | 'left' | 'gaveUp' }
  | { why: 'startRefused'; type: string; message: string }
  | { why: 'ambiguous'; candidates: string[]; message: string }
  | { why: 'lost'; message: string };

/** All that the coroutines of one job know, and the only thing through which they talk. */
export interface Job {
  readonly request: JobRequest;
  readonly startedAtMs: number;
  readonly firstExecutionRunId: string;
  readonly giveUpAfterMs: number;
  expiresAtMs: number | null;
  state: State;
  reading?: Reading;
  handle?: Handle;
  vendorJobId?: string;
  terms?: WatchTerms;
  /** The first look was made with the start, and told nothing new. */
  isLookedAt?: boolean;
  outOfSight?: { since: string; reason: string };
  /** The search attribute says so: to be taken back, also where the job is seen again as over. */
  isShownOutOfSight: boolean;
  /** A start was sent whose answer nobody has: "no handle" is not "nothing sent". */
  maybeSent: boolean;
  /** `startBy` has passed before anything was accepted. */
  tooLate: boolean;
  /** The start that is being tried; canceling it lets a call that is under way come back. */
  starting?: CancellationScope;
  stop?: Stop;
  stopsDenied: number;
  /** The last extension. */
  extension?: Asker & { extendBy: string };
  /** True while the vendor is asked to suspend or to resume: one at a time, in the order in which they were asked for. */
  isSteering: boolean;
  /** The last suspend or resume, and what came of it. */
  steered?: Asker & SteerAnswer & { verb: SteerVerb };
  end?: End;
}

const DAY_MS = 86_400_000;

/** The record of a new job, or the failure `InvalidRequest` with every mistake in the envelope. */
export function openJob(given: JobRequest): Job {
  const problems = checkRequest(given);
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(describeProblems(problems), 'InvalidRequest');
  const request = withScheduledTime(given);
  const { startTime, firstExecutionRunId } = workflowInfo();
  const expiresInMs = parseDuration(request.expiresIn);
  return {
    request,
    startedAtMs: startTime.getTime(),
    firstExecutionRunId,
    giveUpAfterMs: parseDuration(request.stop?.giveUpAfter ?? '') ?? DAY_MS,
    expiresAtMs: expiresInMs === undefined ? null : startTime.getTime() + expiresInMs,
    state: 'queued',
    isShownOutOfSight: false,
    maybeSent: false,
    tooLate: false,
    stopsDenied: 0,
    isSteering: false,
  };
}

/** True while a stop is on that the vendor has not denied. */
export function isStopping({ stop }: Pick<Job, 'stop'>): boolean {
  return stop !== undefined && stop.denied === undefined;
}

/** Who asks and why: two texts from outside, cut short, and nothing else of what was sent. Others send null for none. */
export function signed(asker: Asker | null): Asker {
  const { by, reason } = asker ?? {};
  return {
    ...(typeof by === 'string' && { by: by.slice(0, 200) }),
    ...(typeof reason === 'string' && { reason: reason.slice(0, 1_000) }),
  };
}

/** How long the job was given, extensions included. */
export function timeGiven({ startedAtMs, expiresAtMs }: Job): string {
  return expiresAtMs === null ? 'no expiry' : formatDuration(expiresAtMs - startedAtMs);
}

/**
 * Notes what a look saw. `proven`: it was read by the stop itself, after the cancel's answer. A `canceled` that somebody
 * else saw while a stop is on does not end the job: the stop's own reading is the proof.
 */
export function note(job: Job, reading: Reading, proven = false): void {
  job.reading = reading;
  job.state = reading.state;
  delete job.outOfSight;
  if (reading.handle !== undefined) job.handle = reading.handle;
  if (proven && job.stop !== undefined) job.stop.proof = reading;
  const waitsForProof = reading.state === 'canceled' && isStopping(job) && !proven;
  if (isTerminal(reading.state) && !waitsForProof) job.end ??= { why: 'over' };
}

/** The job as `getJob` tells it. */
export function view(job: Job): JobView {
  const { request, state, stop } = job;
  return {
    endpoint: request.endpoint,
    operation: request.operation,
    state,
    stopsDenied: job.stopsDenied,
    ...(job.reading && { reading: job.reading }),
    ...(job.vendorJobId !== undefined && { vendorJobId: job.vendorJobId }),
    ...(job.expiresAtMs !== null && { expiresAt: new Date(job.expiresAtMs).toISOString() }),
    ...(job.outOfSight && { outOfSight: job.outOfSight }),
    ...(stop && { cause: stop.cause }),
    ...(stop?.denied && { verdict: stop.denied.verdict, stopMessage: stop.denied.message }),
  };
}
