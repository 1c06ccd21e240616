import { isTerminal, type Outcome, type Reading, type Verdict } from './job.ts';

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
  const proof = outcome.proof ?? outcome.reading;
  return {
    verdict: verdictOf(outcome),
    ...(proof && { proof }),
    ...(outcome.message !== undefined && { message: outcome.message }),
  };
}

/** Where nobody had asked before the end, the outcome has no verdict, and only some ends are the vendor's. */
export function verdictOf({ verdict, state, candidates }: Outcome): Verdict {
  if (verdict !== undefined) return verdict;
  if (state !== null) return isTerminal(state) ? 'finishedFirst' : 'unconfirmed';
  return candidates === undefined ? 'neverStarted' : 'unconfirmed';
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
