import type { CancelTimer } from '../core/clock.ts';
import type { LedgerJob } from '../core/ledger.ts';
import type { Activity, Behaviour } from './activities.ts';
import type { ServiceType } from './customers.ts';
import type { Product } from './products.ts';
import type { State } from './words.ts';

export const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
export interface Duration {
  unit: keyof typeof UNITS;
  value: number;
}

/** Where something happens: a customer's instance. */
export interface Place {
  csi: string;
  serviceType: ServiceType;
  target: string;
}

export interface Parameter {
  name: string;
  value: string;
}

/** One execution, which is a ticket (RFC) as well. Times are vendor time, in epoch milliseconds. */
export interface Execution {
  id: string;
  product: Product;
  place: Place;
  summary: string;
  duration: Duration;
  bounce: boolean;
  activity: Activity;
  type: string;
  parameters: Parameter[];
  /** What a bounce or a patch was made with, as its details show it. */
  request: Record<string, unknown>;
  contact: string;
  note: string;
  behaviour: Behaviour;
  state: State;
  scheduledStart?: number;
  scheduledEnd?: number;
  scheduledBy?: string;
  startedAt?: number;
  endedAt?: number;
  createdAt: number;
  createdBy: string;
  updatedAt: number;
  updatedBy: string;
  /** The execution down-stream of which this one is. */
  parent?: Execution;
  downStream: Execution[];
  timer: CancelTimer;
  /** Its time has come while its parent was still on. */
  isDue: boolean;
  /** A cancel was accepted and takes effect soon. */
  isStopping: boolean;
  ledger: LedgerJob;
  /** Scripted: fields shown instead of the true ones. */
  shown: Record<string, unknown>;
  /** Scripted: the API does not know it until then. */
  hiddenUntil: number;
}

export function isOver({ state }: Execution): boolean {
  return state !== 'open' && state !== 'scheduled' && state !== 'running';
}

/** The execution and what is down-stream of it. */
export function familyOf(execution: Execution): Execution[] {
  return [execution, ...execution.downStream];
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.csi === other.csi && one.serviceType === other.serviceType && one.target === other.target;
}
