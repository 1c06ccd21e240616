import type { Handle, Reading } from './job.ts';

/** What a vendor can truly do. Docs, command line and tests read it; nothing is promised beyond it. */
export interface Capabilities {
  /** Which jobs can be canceled. */
  cancel: 'none' | 'running' | 'scheduled' | 'both';
  /** How a start with a lost answer is found again. */
  find: 'stamp' | 'content' | 'none';
  /** Milliseconds after which a start that the vendor might still accept late is surely visible, or never will be. */
  startSettlesMs: number;
  /** How many jobs one look may ask for; 1 where the vendor has no such call. */
  looksInOneCall: number;
  cancelsInOneCall: number;
  suspend: boolean;
  percent: boolean;
  adopt: boolean;
}

export interface CallContext {
  /** Aborts when the process gives up waiting for the answer. */
  signal: AbortSignal;
}

export interface StartContext extends CallContext {
  operation: string;
  /** Reeve's mark for this start, `rv-` and 16 characters of base32; where the vendor takes a name, it goes there. */
  stamp: string;
  /** When the workflow first wanted this job started: milliseconds on Temporal's clock. */
  intendedAtMs: number;
  /** Temporal's clock now, as well as it can be told: compare `intendedAtMs` with this, never with our own clock. */
  nowMs(): number;
}

/** A job that the vendor has accepted. */
export interface Started<H extends Handle = Handle> {
  handle: H;
  /** The id by which people find the job at the vendor: known from the first answer on, never changing. */
  vendorJobId: string;
  reading?: Reading;
}

/** A job that a start with a lost answer may have made. */
export interface Found<H extends Handle = Handle> extends Started<H> {
  /** A match by stamp is ours by construction; one by content must be claimed. */
  by: 'stamp' | 'content';
  /** True where the start took several calls and has not made the last of them. */
  unfinished?: true;
}

/** One job to cancel. */
export interface CancelAsk<H extends Handle = Handle> {
  handle: H;
  /** Whole seconds until the job's time is up, at least 1; null for a job without an expiry. */
  secondsLeft: number | null;
  /** 0 for the first cancel of a stop; higher ones are harder, where the vendor has a harder way. */
  rung: number;
}

/** What the vendor answered to a cancel: that it heard us, never yet that the job is over. */
export type CancelReply =
  | { reply: 'accepted' | 'alreadyOver' | 'unknownJob' }
  | { reply: 'refused' | 'unsupported'; why: string };

/** A job's reading, or that the vendor does not know it, or that this one could not be read. */
export type Looked = Reading | Error;

/**
 * One endpoint of one vendor. A vendor never sleeps, polls or retries: that is Temporal's. Each method throws a
 * `VendorError` when the call fails. Answers to a list come in the list's order.
 */
export interface Vendor<H extends Handle = Handle> {
  /** `params` have passed the operation's schema. `resume`: the handle of an unfinished start. */
  start(params: unknown, context: StartContext, resume?: H): Promise<Started<H>>;
  /** What a start with a lost answer may have made: by stamp, or by content since `intendedAtMs`. Never a guess. */
  find(params: unknown, context: StartContext): Promise<Found<H>[]>;
  /** A `NotFound` in the list is a job that the vendor does not know. */
  look(handles: readonly H[], context: CallContext): Promise<Looked[]>;
  /** An Error in the list is a job whose cancel failed while the others' did not. */
  cancel(asks: readonly CancelAsk<H>[], context: CallContext): Promise<(CancelReply | Error)[]>;
  /** Takes a job that runs already by the vendor's own ids. `InvalidRequest` names the ids that it understands. */
  adopt(ids: Readonly<Record<string, string | number>>, context: CallContext): Promise<Started<H>>;
}
