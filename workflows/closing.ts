import type { CloseFailure } from '../contract/failures.ts';
import type { Cause, Outcome, Verdict } from '../contract/job.ts';
import type { End, Job } from './job.ts';

/** How a workflow closes: Temporal's status, the failure's type, and the outcome that goes with it. */
export interface Closing {
  status: 'completed' | 'failed' | 'canceled';
  /** Type of the failure; undefined unless the status is `failed`. */
  type?: string;
  outcome: Outcome;
}

type Ending = Pick<Job, 'request' | 'state' | 'reading' | 'vendorJobId' | 'handle' | 'maybeSent' | 'stop'> & {
  end: End;
};

/** The closing table of docs/concepts.md: pure, so that each row is a test. */
export function closing(job: Ending, cancelRequested: boolean): Closing {
  const { end } = job;
  switch (end.why) {
    case 'over':
      return over(job, cancelRequested);
    case 'neverStarted':
    case 'left':
      return stopped(job, cancelRequested, end.why);
    case 'startExpired':
      return failed(job, 'StartExpired', 'neverStarted', `nothing was accepted within ${job.request.startBy}`);
    case 'startRefused':
      return failed(job, end.type, job.stop && 'neverStarted', end.message);
    case 'ambiguous':
      return ambiguous(job, end.message, end.candidates);
    case 'lost':
      return failed(job, 'JobLost', job.stop && 'unconfirmed', end.message);
    case 'gaveUp':
      if (job.handle === undefined && job.request.adopt === undefined) {
        return ambiguous(job, 'the vendor could not be searched in time', []);
      }
      return failed(job, 'StopUnconfirmed', 'unconfirmed', 'the stop was not confirmed in time; the job may still run');
  }
}

function over(job: Ending, cancelRequested: boolean): Closing {
  const denied = job.stop?.denied;
  if (job.state === 'canceled') {
    if (job.stop !== undefined && denied === undefined) return stopped(job, cancelRequested, 'canceled');
    return { ...failed(job, 'JobCanceled', denied?.verdict, 'canceled at the vendor by someone else', 'vendor') };
  }
  const verdict = job.stop && (denied?.verdict ?? 'finishedFirst');
  if (job.state === 'failed') return failed(job, 'JobFailed', verdict, job.reading?.message ?? job.reading?.words);
  return { status: 'completed', outcome: outcome(job, verdict, undefined) };
}

/** Temporal's Canceled exists only after a cancel request; without one the SDK can but fail. */
function stopped(job: Ending, cancelRequested: boolean, verdict: Verdict): Closing {
  if (job.stop?.cause === 'expiry') return failed(job, 'JobExpired', verdict, job.stop.reason);
  if (cancelRequested) return { status: 'canceled', outcome: outcome(job, verdict, job.stop?.reason) };
  return failed(job, 'JobCanceled', verdict, job.stop?.reason);
}

function ambiguous(job: Ending, message: string, candidates: string[]): Closing {
  const result = failed(job, 'StartAmbiguous', job.stop && 'unconfirmed', message);
  return { ...result, outcome: { ...result.outcome, candidates } };
}

function failed(
  job: Ending,
  type: CloseFailure | (string & {}),
  verdict: Verdict | undefined,
  message: string | undefined,
  cause?: Cause,
): Closing {
  return { status: 'failed', type, outcome: outcome(job, verdict, message, cause) };
}

function outcome(job: Ending, verdict: Verdict | undefined, message: string | undefined, cause?: Cause): Outcome {
  const why = cause ?? job.stop?.cause;
  const proof = job.stop?.proof;
  return {
    state: job.vendorJobId === undefined ? null : job.state,
    ...(why && { cause: why }),
    ...(verdict && { verdict }),
    ...(proof && { proof }),
    ...(job.reading && { reading: job.reading }),
    ...(job.vendorJobId !== undefined && { vendorJobId: job.vendorJobId }),
    ...(message !== undefined && { message }),
  };
}
