import type { VendorErrorType } from '../../contract/vendor-error.ts';

/**
 * One sequence: what is asked for, what the vendor does, and what happens when. Plain data, so that it can be generated,
 * shrunk, printed, and kept as a regression case. All times are seconds.
 */
export interface Plan {
  request: {
    expiresInS: number | 'never';
    giveUpAfterS: number;
    startByS: number | 'unset';
    onStop: 'cancel' | 'leave';
  };
  vendor: VendorPlan;
  /** From the sequence's start on. */
  steps: Step[];
}

export interface Step {
  atS: number;
  what: What;
}

/**
 * - `requestCancel`: Temporal's own cancel request
 * - `stop`: the update `stopJob`
 * - `extend`: the update `extendJob`, by ten minutes
 * - `suspend`, `resume`: the updates of that name
 * - `look`: the query `getJob`
 * - `restart`: the workers are shut down and others take over, without a cached workflow
 */
export type What = (typeof WHATS)[number];
export const WHATS = ['requestCancel', 'stop', 'extend', 'suspend', 'resume', 'look', 'restart'] as const;
export const EXTEND_BY_S = 600;

export interface VendorPlan {
  /** Whether a lost start can be found: by the stamp, or not at all. */
  searchable: boolean;
  /** What each start call meets; the last one serves all that follow. */
  starts: StartAnswer[];
  /** A job of this vendor is `queued`, then `running`, and then ends by itself; counted from its acceptance. */
  queuedS: number;
  runsS: number | 'forever';
  ends: 'succeeded' | 'failed';
  /** What each cancel meets that finds the job running; the last one serves all that follow. */
  cancels: CancelAnswer[];
  /** What each suspend or resume meets. */
  steers: SteerAnswer[];
  /** Somebody cancels the job in the vendor's own console, so long after its acceptance. */
  consoleCancelS: number | 'never';
  /** The vendor forgets the job, so long after its acceptance. */
  vanishS: number | 'never';
  /** No call reaches the vendor, from the sequence's start on. */
  away: { fromS: number; forS: number };
}

/** `lost`: the vendor accepts the start so long afterwards, or never, and the answer does not arrive. */
export type StartAnswer =
  | { answer: 'accepted' }
  | { answer: 'lost'; acceptedAfterS: number | 'never' }
  | { answer: Extract<VendorErrorType, 'Unavailable' | 'Forbidden'> };

/** `lost`: the cancel takes effect so long afterwards, and the answer does not arrive. */
export type CancelAnswer =
  | { answer: 'accepted' | 'lost'; effectAfterS: number | 'never' }
  | { answer: 'refused' }
  | { answer: Extract<VendorErrorType, 'Unavailable'> };

export type SteerAnswer = 'accepted' | 'refused' | 'lost';
