import { createHash } from 'node:crypto';
import type { CancelTimer } from '../core/clock.ts';
import type { LedgerJob } from '../core/ledger.ts';

/** The page's job status codes. */
export const STATUS = {
  none: 0,
  pending: 1,
  executing: 2,
  idle: 3,
  completed: 4,
  faulted: 5,
  custom: 6,
  aborted: 7,
} as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];

/** How runs of a job go. Durations are vendor seconds; Infinity: until it is aborted. */
export interface Behaviour {
  pendingSeconds: number;
  seconds: number;
  ends: 'completed' | 'faulted';
  refusesAbort?: boolean;
  /** Other than the simulator's: how long an abort takes. */
  stopSeconds?: number;
}

export const JOB_TYPES = ['CollectionEvaluationJob', 'CollectionJob', 'EvaluationJob'] as const;
export type JobType = (typeof JOB_TYPES)[number];

/** A job of the vendor's: something that can be executed many times. */
export interface Definition {
  id: string;
  name: string;
  description: string;
  type: JobType;
  creator: string;
  /** Vendor time, epoch milliseconds, as all times here. */
  createdAt: number;
  modifiedAt: number;
  details: Record<string, unknown>;
  behaviour: Behaviour;
  /** Oldest first. */
  runs: Run[];
  hiddenUntil: number;
}

export interface Run {
  id: string;
  status: Status;
  startedAt: number;
  endedAt?: number;
  exception: string | null;
  summary: string | null;
  messages: string[];
  timer: CancelTimer;
  isStopping: boolean;
  ledger: LedgerJob;
  /** Scripted: fields shown instead of the true ones. */
  shown: Record<string, unknown>;
  hiddenUntil: number;
}

export function isOver({ status }: Run): boolean {
  return status === STATUS.completed || status === STATUS.faulted || status === STATUS.aborted;
}

export function lastRun(definition: Definition): Run | undefined {
  return definition.runs.at(-1);
}

/** Always the same GUID for the same name, so that scripts can be written down. */
export function guidOf(name: string): string {
  const hex = createHash('sha1').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
