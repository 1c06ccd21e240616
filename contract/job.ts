/** What a job is, whoever runs it. Words as in docs/concepts.md. */

export const STATES = ['queued', 'running', 'suspended', 'succeeded', 'failed', 'canceled'] as const;
/** Where a job stands at the vendor. The last three are terminal. */
export type State = (typeof STATES)[number];

/** True for a state that a job never leaves. */
export function isTerminal(state: State): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'canceled';
}

export const VERDICTS = [
  'canceled',
  'finishedFirst',
  'refused',
  'unsupported',
  'unconfirmed',
  'neverStarted',
  'left',
] as const;
/** How a stop ended, or what its asker was told while it goes on. */
export type Verdict = (typeof VERDICTS)[number];

export const CAUSES = ['request', 'expiry', 'vendor'] as const;
/** Why a job ended early: somebody asked, its time was up, or somebody canceled it in the vendor's own console. */
export type Cause = (typeof CAUSES)[number];

/** Plain JSON without secrets: the ids that later vendor calls need. It may grow once. */
export type Handle = { readonly [name: string]: string | number | boolean | null | readonly (string | number)[] };

/** What one look saw. */
export interface Reading {
  state: State;
  /** The vendor's own words for the state, unchanged. */
  words: string;
  /** In `words` stands one that the vendor's part does not know; where it decides, the job counts as running. */
  unknownWords?: true;
  /** 0 to 100, where the vendor tells it. */
  percent?: number;
  /** One line for people: what the vendor says of progress, or why the job failed. */
  message?: string;
  /** The vendor's result, capped by the vendor's part to a few kilobytes. */
  result?: unknown;
  /** The handle, where this look has learned more ids than the start did. */
  handle?: Handle;
  /** When it was read, ISO 8601 by the worker's clock: for people, never for ordering. */
  readAt: string;
}

/** A job that somebody wants run. The envelope is checked by `checkRequest`, the parameters by the vendor's schema. */
export interface JobRequest {
  /** Name of a configured endpoint, `[a-z0-9-]{1,40}`. */
  endpoint: string;
  /** A kind of work on the endpoint's vendor, such as `deploy-template`. */
  operation: string;
  /** The operation's parameters. Not needed with `adopt`. */
  params?: unknown;
  /** How long the job may take, counted from the workflow's start: `'30 minutes'`, or `'never'`. */
  expiresIn: string;
  /** The caller's name for the job, `[A-Za-z0-9._:-]{1,200}`: the same key never starts a second job. */
  key?: string;
  /** What a stop does at the vendor. Default `cancel`; with `leave` the vendor's job is never touched. */
  onStop?: 'cancel' | 'leave';
  /** How long, from the workflow's start, the start may be tried. Default: until the expiry. */
  startBy?: string;
  /** How long one start call may take before its answer counts as lost. Default `'1 minute'`. */
  startTimeout?: string;
  stop?: {
    /** How long after the expiry a stop is tried before Reeve gives up. Default `'24 hours'`. */
    giveUpAfter?: string;
  };
  /** Words to find the job by, at most 20 of at most 100 characters. */
  labels?: string[];
  /**
   * The vendor's ids of a job that runs already and is to be watched instead of starting one: those that the vendor
   * understands, or `vendorJobId` as Reeve shows it, with the parameters of its start.
   */
  adopt?: Record<string, string | number>;
}

/** How a job ended. It is the workflow's result, the details of its failure, and in its memo. */
export interface Outcome {
  /** The last state that was read; null where no vendor job ever was. */
  state: State | null;
  cause?: Cause;
  verdict?: Verdict;
  /** After a stop: the reading, taken after the vendor had answered the cancel, that shows the verdict. */
  proof?: Reading;
  reading?: Reading;
  vendorJobId?: string;
  /** The vendor's words, or ours, for an end that needs explaining. */
  message?: string;
  /** Vendor jobs that the start may have made, where it could not be told which. */
  candidates?: string[];
}

/** The job as the query `getJob` tells it. */
export interface JobView {
  endpoint: string;
  operation: string;
  state: State;
  reading?: Reading;
  vendorJobId?: string;
  /** ISO 8601; absent for `expiresIn: 'never'`. */
  expiresAt?: string;
  outOfSight?: { since: string; reason: string };
  cause?: Cause;
  verdict?: Verdict;
  /** How many stops were answered with `refused` or `unsupported`. */
  stopsDenied: number;
  /** Why the last stop was denied, in the vendor's words. */
  stopMessage?: string;
}
