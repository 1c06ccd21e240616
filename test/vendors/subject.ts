import type { State } from '../../contract/job.ts';
import type { VendorErrorType } from '../../contract/vendor-error.ts';
import type { ControlInput, FaultRule, LedgerJob, SimulatorsOptions } from '../../simulators/index.ts';
import type { VendorName } from '../../vendors/params.ts';
import type { Bench, Job } from './bench.ts';

/**
 * How a job goes that a case asks for. `endless` runs until it is stopped; `waiting` is accepted and has its time yet to
 * come; `sealed` runs, and the vendor refuses to stop it.
 */
export type Work = 'endless' | 'waiting' | 'sealed';

/** What an order is for. Orders with the same `nth` ask for the same; others should differ where the vendor allows it. */
export interface Order {
  operation: string;
  work: Work;
  nth: number;
}

/** Fields of an endpoint, beside those that every endpoint of the kit has. */
export interface Fields {
  credentials?: unknown;
  /** The vendor's own. */
  own?: object;
  limits?: object;
  timeout?: string;
}

/** One of the vendor's words, or combinations of words, and the state that it must be read as. */
export interface Word {
  title: string;
  /** What the simulator shows of the job, as `set` of a patch. */
  set: Record<string, unknown>;
  state: State;
}

/** One form in which the vendor tells of an error. */
export interface ErrorForm {
  title: string;
  answer: { status: number; body: string; contentType: string; headers?: Record<string, string> };
  start: VendorErrorType;
  look: VendorErrorType;
  /** Words of the vendor's that a person must find in the error. */
  words: string;
}

/** One of the ways to log in. */
export interface Login {
  fields?(bench: Bench): Fields | Promise<Fields>;
  /** Done after a first call that went well: what leaves no other way to go on than this one. */
  meanwhile?(bench: Bench): void;
  /** How many calls of the kind `login` it takes until a second call has been answered. */
  calls: number;
}

/** What a call to the vendor is for, as the ledger tells it. */
export type CallKind = 'start' | 'look' | 'cancel' | 'login';

type Action = FaultRule['action'];

/** Facts about one vendor and its simulator. What the vendor can do is not told here: its capabilities say it. */
export interface Subject {
  vendor: VendorName;
  /** What else tells it from another subject of the same vendor: a format, a version. */
  variant?: string;
  /** The simulator's, beside its defaults. */
  options?: NonNullable<SimulatorsOptions[VendorName]>;
  /** The endpoint as Reeve's own user. */
  fields(bench: Bench): Fields;
  users: {
    /** Name of Reeve's user in the ledger. */
    own: string;
    /** Another user with all rights. */
    colleague(bench: Bench): Fields;
    /** A user who may look and nothing else. */
    reader(bench: Bench): Fields;
    /** A user who may not even log in. */
    stranger(bench: Bench): Fields;
  };
  /** Nothing of these may stand in an error, a handle or a reading. */
  secrets: readonly string[];
  /** Parameters for an order, by operation. */
  operations: Readonly<Record<string, (order: Order, bench: Bench) => unknown>>;
  /** Works that the vendor has. */
  works: readonly Work[];
  /** How many changing calls a start takes, where not one. */
  startCalls?: Readonly<Record<string, number>>;
  words: readonly Word[];
  /** A word that nobody has heard of. */
  unknownWord: Record<string, unknown>;
  /** How a job is read that failed in part, and the words in its message. */
  partial: State;
  /**
   * Another job that the vendor has given the id to: what it must show, as `set` of a patch, to be told from ours at
   * once. Absent where no id is ever given twice.
   */
  givenAway?: { set?: Record<string, unknown> };
  /** By content only: false where a list does not tell whose job it is, so that a colleague's look-alike is found as well. */
  findTellsUsers?: boolean;
  /** Path of a read of one job alone that is made once, to be sure of its end; absent where there is none. */
  readAtEnd?: RegExp;
  adoptions: readonly { ids: readonly string[]; of(job: Job, truth: LedgerJob): Record<string, string | number> }[];
  logins: Readonly<Record<string, Login>>;
  errors?: readonly ErrorForm[];
  rateSigns?: Readonly<Record<string, Action>>;
  /** Cases, by their names, that are run once more on a simulator with these options: where pages allow several forms. */
  variations?: readonly Variation[];
  /** Cases that only this vendor has. */
  cases?: readonly Case[];
}

export interface Variation {
  title: string;
  rows?: readonly string[];
  options: object;
  cases: readonly string[];
}

/** One thing that a vendor must do. It passes, or rejects with an AssertionError. */
export interface Case {
  name: string;
  /** Rows of `rows/<vendor>.ts` that it shows, beside those that name it themselves. */
  rows?: readonly string[];
  /** Options of the simulator for this case alone. */
  options?: object;
  /** The certificate that the simulator shows in this case. Default: a valid one. */
  certificate?: SimulatorsOptions['certificate'];
  run(bench: Bench): Promise<void>;
}

export type { ControlInput };
