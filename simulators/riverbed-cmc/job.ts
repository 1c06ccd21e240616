import type { CancelTimer } from '../core/clock.ts';
import type { LedgerJob } from '../core/ledger.ts';
import type { Behaviour, Feature } from './feature.ts';
import type { Targets } from './targets.ts';

export const JOB_STATUSES = ['Queued', 'InProgress', 'Failed', 'Success', 'Canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** One feature pushed to one appliance: a row of detailed_status. */
export interface Part {
  featureId: number;
  serial: string;
  /** The words with which it fails; absent: it succeeds. */
  error?: string;
}

export interface Job {
  id: number;
  targets: Targets;
  features: Feature[];
  operation: string;
  idx: number;
  /** Epoch seconds, as it was sent. */
  timestamp: number;
  backup: boolean;
  status: JobStatus;
  /** Vendor time, epoch milliseconds, as the next two. */
  createdAt: number;
  pushedAt?: number;
  completedAt?: number;
  /** Why nothing was pushed. */
  error?: string;
  behaviour: Omit<Behaviour, 'fails'>;
  parts: Part[];
  /** How many parts are done, from when the job is over. */
  done?: number;
  timer: CancelTimer;
  ledger: LedgerJob;
  /** Scripted: fields shown instead of the true ones. */
  shown: Record<string, unknown>;
  /** Scripted: the API does not know the job until then. */
  hiddenUntil: number;
}

export function isOver({ status }: Job): boolean {
  return status === 'Failed' || status === 'Success' || status === 'Canceled';
}

export function toSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
