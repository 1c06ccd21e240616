import type { FaultLab, LabOptions } from './lab.ts';
import type { Random } from './random.ts';
import type { FaultedVendor } from './vendors.ts';

/** One job that was at the named point when the fault hit. */
export interface Try {
  /** Workflow id. */
  jobId: string;
  /** When the fault hit it, in epoch milliseconds. */
  hitAt: number;
  /** What this fault alone can tell to be wrong with the job, a line each; the judge finds the rest. */
  wrong?: string[];
  /** Calls that came while the vendor had asked for none, a line each. */
  inHold?: string[];
  /** Why this one may end as `StartAmbiguous`, where others of the same fault may not. */
  ambiguous?: string;
}

export interface FaultContext {
  vendor: FaultedVendor;
  /** How many tries are wanted. */
  tries: number;
  /** True in the short form, where long times are shortened further. */
  short: boolean;
  random: Random;
  /** For the progress display: how many tries are done. */
  done(tries: number): void;
}

/** What a fault may do to a job beyond what is always allowed, with the reason for it. */
export interface Allowances {
  /** `StartAmbiguous` counts as reported: what was started cannot be told apart. */
  ambiguous?: string;
  /** A job may end as `JobLost` while it runs: the vendor says for minutes that it does not know it. */
  lost?: string;
  /** The vendor itself starts twice for one request. */
  doubled?: string;
}

/** One fault of the matrix, at one vendor at a time. */
export interface Fault {
  id: `F${number}`;
  title: string;
  /** `two`: no vendor changes it, and two show it. */
  vendors: 'all' | 'two' | readonly FaultedVendor[];
  /** Tries for each vendor. `short: 0` leaves it out of the short form. */
  tries: { full: number; short: number };
  /** Which times are shorter here than in real life. */
  shortened?: string;
  allows?: Allowances;
  lab?(context: FaultContext): LabOptions;
  /** Injects the fault, waits until the jobs have come through it, and tells which were hit. */
  run(lab: FaultLab, context: FaultContext): Promise<Try[]>;
}

/** The two vendors of the faults that no vendor changes: by content and by stamp, basic log-in and tokens. */
export const TWO_VENDORS: readonly FaultedVendor[] = ['symantec-ccs', 'oracle-managed-cloud'];

/** One kill hits at most so many jobs. */
export const GREATEST_WAVE = 20;

/** Makes the tries in waves of at most `greatest`, one after the other. */
export async function inWaves(
  { tries, done }: FaultContext,
  wave: (size: number) => Promise<Try[]>,
  greatest = GREATEST_WAVE,
): Promise<Try[]> {
  const all: Try[] = [];
  while (all.length < tries) {
    const made = await wave(Math.min(greatest, tries - all.length));
    if (made.length === 0) throw new Error('the fault has hit no job');
    all.push(...made);
    done(all.length);
  }
  return all;
}
