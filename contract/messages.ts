import type { Outcome, Reading, Verdict } from './job.ts';

/** Names on the wire; other SDKs use them too, so they never change. */
export const RUN_JOB = 'runJob';
export const CLAIM = 'claim';
export const STOP_JOB = 'stopJob';
export const GET_JOB = 'getJob';

/** Memo fields. */
export const MEMO_REQUEST_DIGEST = 'reeveRequestDigest';
export const MEMO_REQUEST = 'reeveRequest';
export const MEMO_OUTCOME = 'reeveOutcome';
export const MEMO_OWNER = 'reeveOwner';

/** Argument of the update `stopJob`. */
export interface StopRequest {
  /** Who asks, for people. */
  by?: string;
  reason?: string;
}

/** Answer of the update `stopJob`. */
export interface StopAnswer {
  verdict: Verdict;
  /** The reading that shows it, where there is one. */
  proof?: Reading;
  /** Why, in the vendor's words, where it refused. */
  message?: string;
}

/** The answer to an asker, from how the job ended. */
export function answerFrom(outcome: Outcome): StopAnswer {
  return {
    verdict: outcome.verdict ?? 'finishedFirst',
    ...((outcome.proof ?? outcome.reading) ? { proof: outcome.proof ?? outcome.reading } : {}),
    ...(outcome.message === undefined ? {} : { message: outcome.message }),
  } as StopAnswer;
}

/** Who holds a vendor job: in a claim's memo. The first run's id stays the same through a reset. */
export interface Owner {
  workflowId: string;
  firstExecutionRunId: string;
}

/** Workflow id of the claim on a vendor job: one at a time, so that no two jobs of Reeve watch one of the vendor's. */
export function claimId(endpoint: string, vendorJobId: string): string {
  return `claim/${endpoint}/${vendorJobId}`;
}
