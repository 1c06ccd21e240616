import { DURATION_EXPECTED, parseDuration } from './duration.ts';
import { isTerminal, type Outcome, type Reading, type Verdict } from './job.ts';
import { type Problem, show } from './request.ts';

/** Names on the wire; other SDKs use them too, so they never change. */
export const RUN_JOB = 'runJob';
export const CLAIM = 'claim';
export const STOP_JOB = 'stopJob';
export const EXTEND_JOB = 'extendJob';
export const SUSPEND_JOB = 'suspendJob';
export const RESUME_JOB = 'resumeJob';
export const GET_JOB = 'getJob';
/** The Nexus service; its one operation has the workflow's name. */
export const NEXUS_SERVICE = 'reeve';

/** Memo fields. */
export const MEMO_REQUEST_DIGEST = 'reeveRequestDigest';
export const MEMO_REQUEST = 'reeveRequest';
export const MEMO_OUTCOME = 'reeveOutcome';
export const MEMO_OWNER = 'reeveOwner';
export const MEMO_RESOLVED = 'reeveResolved';
/** The vendor's handle, where the endpoint is swept: the list of running jobs brings it along. */
export const MEMO_HANDLE = 'reeveHandle';

/** Who asks and why, for people. */
export interface Asker {
  by?: string;
  reason?: string;
}

/** Argument of the update `stopJob`. */
export type StopRequest = Asker;

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

/** How a person has settled a start that ended as `StartAmbiguous`: in the memo of the run that goes on with it. */
export interface Resolved {
  /** The run that could not tell. */
  of: string;
  /** The vendor job that was taken over, or that the job was started again. */
  how: 'adopted' | 'startedAgain';
  by?: string;
  reason?: string;
  /** ISO 8601. */
  at: string;
}

/** Argument of the update `extendJob`. */
export interface ExtendRequest extends Asker {
  /** Added to the present expiry: a duration such as `'30 minutes'`; `'never'` takes the expiry away. */
  extendBy: string;
}

/** Type of the failure with which a refused `extendJob` is answered. */
export const EXTEND_REFUSED = 'ExtendRefused';

/** Answer of the update `extendJob`. */
export interface ExtendAnswer {
  /** When the job's time is up now, ISO 8601; null for never. */
  expiresAt: string | null;
}

/** What is wrong with an `extendBy`, whatever job it is meant for. */
export function checkExtendBy(extendBy: unknown): Problem | undefined {
  if (extendBy === 'never' || (typeof extendBy === 'string' && parseDuration(extendBy) !== undefined)) return undefined;
  const expected = `${DURATION_EXPECTED}, at most 100 years, or 'never'`;
  return { field: 'extendBy', found: show(extendBy), expected };
}

/** What can be asked of a running job at its vendor, beside ending it. */
export type SteerVerb = 'suspend' | 'resume';

export const STEER_REPLIES = ['accepted', 'refused', 'unsupported', 'unconfirmed'] as const;

/** Answer of the updates `suspendJob` and `resumeJob`. The job's state comes from the next look alone. */
export interface SteerAnswer {
  /**
   * - `accepted`: the vendor has taken it.
   * - `refused`: by the vendor, or by Reeve; surely nothing was done.
   * - `unsupported`: this vendor never can.
   * - `unconfirmed`: it was sent, and nobody knows whether it was done.
   */
  reply: (typeof STEER_REPLIES)[number];
  /** Why, for any reply but `accepted`. */
  message?: string;
  /** What it means at this vendor, where that is less than it sounds. */
  note?: string;
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
