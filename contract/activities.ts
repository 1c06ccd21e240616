import type { Cause, Handle, JobRequest, Reading, State } from './job.ts';
import type { SteerAnswer, SteerVerb } from './messages.ts';
import type { Survey, SurveyInput } from './reclaim.ts';
import type { SweepEnd, SweepRequest } from './sweep.ts';
import type { CancelReply, Found, Started } from './vendor.ts';

/** The activities that `runJob` calls. Each takes one object; times are milliseconds on Temporal's clock. */
export interface Activities {
  /**
   * Makes the one changing call, or calls, that start the job, and where nobody sweeps the first look. Fails retryably only
   * where surely nothing was accepted.
   */
  startJob(input: StartJobInput): Promise<StartedJob>;
  /** Looks for what a start with a lost answer has made, until there is something or "none" counts. */
  findJob(input: FindJobInput): Promise<FoundJobs>;
  /** Takes a job that runs already; `Conflict` names the owner where another job of Reeve holds it. */
  adoptJob(input: AdoptJobInput): Promise<AdoptedJob>;
  /** Its retries are the looks: returns when there is something to tell. */
  awaitJob(input: AwaitJobInput): Promise<News>;
  /** Cancels at the vendor, then looks until the job is over. Its reading was taken after the cancel's answer. */
  endJob(input: EndJobInput): Promise<Ended>;
  /** What closed workflows have left running at the vendor. Writes nothing there; ends claims whose owner is closed. */
  surveyEndpoint(input: SurveyInput): Promise<Survey>;
  /** Makes the one call that suspends or resumes. Fails retryably only where surely nothing was done. */
  steerJob(input: SteerJobInput): Promise<SteerAnswer>;
  /** Looks at all running jobs of an endpoint, pass after pass, and completes the `awaitJob` of those with news. */
  sweepEndpoint(input: SweepRequest): Promise<SweepEnd>;
}

/** Local activities: they run in the worker that runs the workflow, and call nobody. */
export interface LocalActivities {
  /**
   * True in a run that was made by a reset. Workflow code cannot ask that itself: its own run id is another one when a
   * kept history is replayed.
   */
  isReset(input: { firstExecutionRunId: string }): Promise<boolean>;
}

/** Same in each start, so that a find knows what was wanted. */
export interface StartJobInput {
  request: JobRequest;
  /** Tells a first run from a reset one: the activity compares it with its own run. */
  firstExecutionRunId: string;
  intendedAtMs: number;
  /** The run whose find has come back before this start. A run that was made by a reset must find before it starts. */
  foundIn?: string;
  resume?: Handle;
}

/** What the workflow must know to watch a job: from the endpoint's configuration, which workflow code cannot read. */
export interface WatchTerms {
  vendor: string;
  /** Start-to-close of one look. */
  lookTimeoutMs: number;
  /** Only where the endpoint is swept: how long `awaitJob` may be parked before it makes sure of the sweeper. */
  parkMs?: number;
  /** Reeve's mark, for people who look at the vendor's side. */
  stamp: string;
  /** The page of the vendor's own console, as configured: `{vendorJobId}` stands for the job's id. */
  jobPage?: string;
}

export interface StartedJob extends Started {
  terms: WatchTerms;
  /** The first look was made as well and told nothing new: the next one is due after the least interval. */
  looked?: true;
}

export interface FindJobInput {
  request: JobRequest;
  firstExecutionRunId: string;
  intendedAtMs: number;
  /** Since when the vendor can no more have got the request: "none" counts from here plus `startSettlesMs`. */
  lostAtMs: number;
}

export interface FoundJobs {
  /** False where this vendor cannot be searched. */
  searchable: boolean;
  /** Without those that another job of Reeve holds. */
  matches: Candidate[];
  /** The run that has looked. */
  runId: string;
  terms: WatchTerms;
}

export interface Candidate extends Found {
  /** True where our own claim on it stands already, or none is needed. */
  held: boolean;
}

export interface AdoptedJob extends StartedJob {
  held: boolean;
}

export interface AdoptJobInput {
  request: JobRequest;
  firstExecutionRunId: string;
}

export interface AwaitJobInput {
  endpoint: string;
  handle: Handle;
  /** The state that the workflow knows: any other is news. */
  state: State;
  /** True where the workflow knows that the job is out of sight: then seeing it again is news. */
  outOfSight: boolean;
  /** Waits for the least interval before the first look: for a job whose state keeps changing, or that was just looked at. */
  settle?: true;
  /** May be left to the sweeper: completed from outside, or after a long start-to-close tried again. */
  park?: true;
}

/** News of a job. */
export type News =
  | { news: 'reading'; reading: Reading }
  | { news: 'outOfSight'; since: string; reason: string }
  | { news: 'lost'; reason: string };

export interface EndJobInput {
  endpoint: string;
  handle: Handle;
  cause: Cause;
  /** When the job's time is up; null for never. */
  expiresAtMs: number | null;
  giveUpAfterMs: number;
}

export interface SteerJobInput {
  endpoint: string;
  handle: Handle;
  verb: SteerVerb;
}

/** How a stop's vendor side ended. */
export type Ended = { reading: Reading } | { lost: string } | { denied: Extract<CancelReply, { why: string }> };
