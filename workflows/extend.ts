import { ApplicationFailure } from '@temporalio/common';
import { GREATEST_MS, parseDuration } from '../contract/duration.ts';
import { checkExtendBy, EXTEND_REFUSED, type ExtendAnswer, type ExtendRequest } from '../contract/messages.ts';
import { describeProblems } from '../contract/request.ts';
import { isStopping, type Job, signed } from './job.ts';
import { publishExpiry } from './publish.ts';

type Extended = Pick<Job, 'startedAtMs' | 'expiresAtMs' | 'state' | 'stop' | 'end'>;

/** Moves the expiry. The clock of the job sees it by itself. */
export function extend(job: Job, request: ExtendRequest): ExtendAnswer {
  job.expiresAtMs = movedExpiry(job, request, Date.now());
  job.extension = { extendBy: request.extendBy, ...signed(request) };
  publishExpiry(job);
  return { expiresAt: job.expiresAtMs === null ? null : iso(job.expiresAtMs) };
}

/** Where an extension moves the expiry to. Throws the refusal, which says what was found and what to do. */
export function movedExpiry(job: Extended, request: Partial<ExtendRequest> | undefined, nowMs: number): number | null {
  const { extendBy = '' } = request ?? {};
  const problem = checkExtendBy(request?.extendBy);
  if (problem !== undefined) throw refused(describeProblems([problem]));
  const expiresAtMs = extendable(job, nowMs);
  const byMs = parseDuration(extendBy);
  if (byMs === undefined) return null;
  if (expiresAtMs + byMs - job.startedAtMs <= GREATEST_MS) return expiresAtMs + byMs;
  throw refused(`extendBy: found ${extendBy}, expected at most 100 years in all since the job's start, or 'never'`);
}

/** The expiry, where it can still be moved. */
function extendable(job: Extended, nowMs: number): number {
  const { expiresAtMs, stop, end, state } = job;
  if (end !== undefined) {
    throw refused(`the job is over (${state}), and only a running one can be extended; start another one`);
  }
  if (isStopping(job)) {
    throw refused(`a stop by ${stop?.cause} is on, and a job can be extended only before; wait for the stop's verdict`);
  }
  if (expiresAtMs === null) {
    throw refused('the job has no expiry, so there is none to move; it runs until it is over or is stopped');
  }
  if (expiresAtMs <= nowMs) {
    throw refused(`the job's time was up at ${iso(expiresAtMs)}, and can be extended only before; start another job`);
  }
  return expiresAtMs;
}

function refused(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, EXTEND_REFUSED);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
