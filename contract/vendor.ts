import type { Handle, Reading } from './job.ts';

/** Which jobs a verb of the vendor reaches. */
export type Reach = 'none' | 'running' | 'scheduled' | 'both';

/** How a start with a lost answer is found again. `stamp`: surely; `content`: several alike may be found; `none`: not. */
export type FindBy = 'stamp' | 'content' | 'none';

/** What a vendor can truly do. Docs, command line and tests read it; nothing is promised beyond it. */
export interface Capabilities {
  /** Which jobs can be canceled. */
  cancel: Reach;
  /** How a lost start is found, for each operation. */
  find: Readonly<Record<string, FindBy>>;
  /** Milliseconds after which a start that the vendor might still accept late is surely visible, or never will be. */
  startSettlesMs: number;
  /** How many jobs one look may ask for; 1 where the vendor has no such call. */
  looksInOneCall: number;
  cancelsInOneCall: number;
  /** Which jobs can be suspended; `scheduled`: what waits for its time, never a running instance. */
  suspend: Reach;
  /** Which suspended jobs can be resumed. */
  resume: Reach;
  /** Whether the vendor tells how far a running job is. */
  percent: boolean;
  /**
   * The ids by which a job that runs already may be adopted; none where it cannot be. The first is what `vendorJobId`
   * is; what else is needed has the name of an operation's parameter.
   */
  adopt: readonly string[];
  /** Ways to log in, in the vendor's words. */
  login: readonly string[];
  /** How the vendor says "not now", beside HTTP's own 429 and 503; none where nothing of the kind is known. */
  rateLimitSigns: readonly string[];
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

/** A vendor job that carries a stamp. */
export interface Stamped<H extends Handle = Handle> {
  stamp: string;
  handle: H;
  vendorJobId: string;
  reading: Reading;
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

/** What the vendor answered to a suspend or a resume. `note`: what that means there, where it is less than it sounds. */
export type SuspendReply = { reply: 'accepted'; note?: string } | { reply: 'refused' | 'unknownJob'; why: string };

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
  /** Every job that carries a stamp, whoever's and however old, where the vendor's list shows stamps. */
  stamped?(context: CallContext): Promise<Stamped<H>[]>;
  /** Where the vendor has it; an Error in the list is a job for which the call failed. */
  suspend?(handles: readonly H[], context: CallContext): Promise<(SuspendReply | Error)[]>;
  resume?(handles: readonly H[], context: CallContext): Promise<(SuspendReply | Error)[]>;
  /**
   * What can be told of the endpoint without a single write: all calls are GET, but for a log-in of its own and the end of
   * it. An endpoint that cannot be reached is a log-in that fails, or throws.
   */
  check(context: CallContext): Promise<EndpointCheck>;
  /** What the vendor says that it allows our user: one GET, where it has such a read. */
  limits?(context: CallContext): Promise<VendorLimits>;
}

/** What a vendor allows one user. What it does not tell, or has switched off, is left out. */
export interface VendorLimits {
  /** Calls in any window of this length. */
  requests?: { most: number; windowMs: number };
  /** Calls on their way at the same time. */
  concurrentRequests?: number;
  /** Where it is told, in the vendor's words. */
  source: string;
}

/** What one look at an endpoint has shown, before any job is started there. */
export interface EndpointCheck {
  /** The version of the product or of its API, in the vendor's words, where a read tells it. */
  version?: string;
  abilities: Abilities;
  /** What else was seen that a first job may stumble over, a sentence each. */
  warnings?: readonly string[];
}

export type Abilities = Record<'logIn' | 'read' | 'start' | 'cancel', Ability>;

export interface Ability {
  /** `unknown`: not to be known without trying. */
  can: 'yes' | 'no' | 'unknown';
  /** From what we know it: a role, a scope, an answer's status, with the vendor's words. */
  source: string;
}
