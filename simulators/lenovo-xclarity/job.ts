import type { CancelTimer } from '../core/clock.ts';
import type { LedgerJob } from '../core/ledger.ts';
import type { Behaviour } from './works.ts';

export const STATES = [
  'Pending',
  'Running',
  'Running_With_Errors',
  'Complete',
  'Cancelled',
  'Cancelled_With_Errors',
  'Stopped_With_Error',
  'Interrupted',
] as const;
export type State = (typeof STATES)[number];

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/** How whoever does the work wants to be told that it is to be cancelled. */
export interface Callback {
  url: string;
  method: (typeof METHODS)[number];
  body?: unknown;
}

/** A subtask, or what a job has in common with one. */
export interface Part {
  uid: string;
  title: string;
  customUid?: string;
  /** UUID of the device that it works on. */
  target?: string;
  state: State;
  percentage: number;
  parts: Part[];
}

export interface Job extends Part {
  category: string;
  createdBy: string;
  args: string[];
  /** Vendor time, epoch milliseconds, as all times here. */
  createdAt: number;
  startedAt?: number;
  endedAt?: number;
  /** Absent: a tracked task, which goes as whoever made it reports. */
  behaviour?: Behaviour;
  callback?: Callback;
  /** Seconds; -1: never. */
  expirationTimeOut: number;
  isStopping: boolean;
  cancelledBy: string;
  error?: string;
  /** Made before there were tasks: only the older /jobs knows it. */
  isLegacy: boolean;
  timer: CancelTimer;
  expiry: CancelTimer;
  /** What changes at the device when the job completes. */
  onComplete: () => void;
  ledger: LedgerJob;
  /** Scripted: fields shown instead of the true ones. */
  shown: Record<string, unknown>;
  /** Scripted: the API does not know the job until then. */
  hiddenUntil: number;
}

export function isOver({ state }: Part): boolean {
  return state !== 'Pending' && state !== 'Running' && state !== 'Running_With_Errors';
}

export function isBad({ state }: Part): boolean {
  return state === 'Stopped_With_Error';
}

/** A part and everything below it. */
export function family(part: Part): Part[] {
  return [part, ...part.parts.flatMap(family)];
}
