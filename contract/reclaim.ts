import type { Handle } from './job.ts';

/** Name on the wire of the workflow that stops vendor jobs whose own workflow was ended from outside. */
export const RECLAIM = 'reclaim';
/** Memo field of a reclaim workflow: its report so far. */
export const MEMO_REPORT = 'reeveReport';

/** Argument of the workflow `reclaim`. Durations are milliseconds. */
export interface ReclaimRequest {
  endpoint: string;
  /** Only reports. */
  dryRun?: boolean;
  /** Stops at most so many vendor jobs in one pass. Default 20. */
  cap?: number;
  /** A workflow that closed later than this ago is left alone: its start may be under way. Default 10 minutes. */
  graceMs?: number;
  /** How far back closed workflows are examined. Default 7 days. */
  lookBackMs?: number;
  /** What was found is looked for again after this time, and only what is still there is stopped. Default 30 seconds. */
  confirmAfterMs?: number;
}

/** A vendor job that runs, is ours, and that nobody watches any more. */
export interface Orphan {
  /** Workflow id of the job that made it. */
  jobId: string;
  runId: string;
  vendorJobId: string;
  handle: Handle;
  /** The vendor's own words for its state. */
  words: string;
  /** Why nobody watches it. */
  why: string;
}

/** Something that a person must look at: it is reported and never touched. */
export interface Undecided {
  jobId: string;
  /** The vendor's jobs that it is about, where there are any. */
  vendorJobIds: string[];
  why: string;
}

/** What is at the vendor and what Temporal knows of it, side by side. */
export interface Survey {
  /** How many closed workflows were examined. */
  examined: number;
  orphans: Orphan[];
  undecided: Undecided[];
  /** Claims of closed jobs, which were ended. */
  claimsEnded: string[];
}

/** What became of an orphan. */
export interface Reclaimed extends Orphan {
  /** `stopped`: read as over after the cancel. `listed`: a dry run, above the cap, or not there any more when looked for again. */
  result: 'stopped' | 'refused' | 'unconfirmed' | 'listed';
  message?: string;
}

/** Result of the workflow `reclaim`. */
export interface ReclaimReport {
  endpoint: string;
  dryRun: boolean;
  examined: number;
  orphans: Reclaimed[];
  undecided: Undecided[];
  claimsEnded: string[];
}

export interface SurveyInput {
  endpoint: string;
  graceMs: number;
  lookBackMs: number;
}
