import type { CancelTimer } from '../core/clock.ts';
import type { LedgerJob } from '../core/ledger.ts';
import type { Template } from './templates.ts';

export const JOB_SPEC_STATES = [
  'SCHEDULED',
  'COMPLETED',
  'SUSPENDED',
  'CANCELLED',
  'PENDINGAPPROVAL',
  'EXPIREDBEFOREAPPROVAL',
  'UNDEFINED',
] as const;
export type JobSpecState = (typeof JOB_SPEC_STATES)[number];

export const WORK_STATES = [
  'UNKNOWN',
  'CREATED',
  'RUNNING',
  'COMPLETED',
  'ABORTED',
  'INTERRUPTED',
  'CANCELLED',
  'PENDING_EXECUTION',
  'PAUSING',
  'PAUSED',
] as const;
export type WorkState = (typeof WORK_STATES)[number];

export const RESULT_STATES = [
  'UNKNOWN',
  'SUCCESS',
  'PARTIALSUCCESS',
  'FAILURE',
  'ROLLBACKED',
  'CANCELFAILED',
  'CANCELLED',
  'PENDINGEXECUTION',
  'PAUSED',
  'PARTIALFAILURE',
] as const;
export type ResultState = (typeof RESULT_STATES)[number];

export interface RunResult {
  property: string;
  value: string;
}

export interface Run {
  id: string;
  /** Vendor time, epoch milliseconds. */
  startedAt: number;
  completedAt?: number;
  runStatus: WorkState;
  resultStatus: ResultState;
  results: RunResult[];
  finish: CancelTimer;
  /** A cancel was accepted and takes effect soon. */
  isStopping: boolean;
}

export interface Job {
  id: string;
  name: string;
  type: string;
  status: JobSpecState;
  description: string;
  username: string;
  template: Template;
  devices: string[];
  nextRunTime?: number;
  trigger: CancelTimer;
  /** Newest last. */
  runs: Run[];
  ledger: LedgerJob;
  /** Scripted: fields shown instead of the true ones. */
  shown: Record<string, unknown>;
  /** Scripted: the API does not know the job until then. */
  hiddenUntil: number;
}

export function lastRun(job: Job): Run | undefined {
  return job.runs.at(-1);
}

export function isRunning(run: Run | undefined): run is Run {
  return run?.runStatus === 'RUNNING';
}
