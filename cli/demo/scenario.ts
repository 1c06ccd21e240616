import type { State, Verdict } from '../../client/index.ts';
import type { VendorName } from '../../simulators/index.ts';

/** The simulated installations, named as a customer would name them. */
export const ENDPOINTS = {
  'prime-dc1': 'cisco-prime',
  'prime-dc2': 'cisco-prime',
  'prime-burst': 'cisco-prime',
  'ccs-hq': 'symantec-ccs',
  'lxca-dc1': 'lenovo-xclarity',
  'cmc-wan': 'riverbed-cmc',
  'oracle-ebs': 'oracle-managed-cloud',
} as const satisfies Record<string, VendorName>;
export type EndpointName = keyof typeof ENDPOINTS;

/** How the simulated vendor's job goes when nobody touches it. */
export interface Course {
  /** How long it waits before it runs: in the vendor's queue, or for Oracle's scheduled time. Cisco Prime has no queue. */
  pendingSeconds?: number;
  seconds: number;
  fails?: true;
  refusesStop?: true;
  /** It runs until what happens meanwhile has happened, and then succeeds: a busy machine may take long for that. */
  isHeld?: true;
}

/** How a job should end: its last state at the vendor, the stop's verdict, and the workflow's status. */
export interface Expected {
  outcome: State;
  verdict?: Verdict;
  workflowStatus: 'COMPLETED' | 'FAILED' | 'CANCELLED';
}

export type LenovoOperation = 'update-firmware' | 'power' | 'track';

export interface Scenario {
  /** The job's key, and the name of the vendor's work (template, job, feature, …) unless `template` says another. */
  name: string;
  template?: string;
  endpoint: EndpointName;
  /** Where the vendor has several. */
  operation?: LenovoOperation;
  /** What it is here to show. */
  shows: string;
  course: Course;
  expiresIn?: string;
  /** What happens to it once it is so far at the vendor. */
  meanwhile?: 'stop' | 'killWorker';
  /** @default 'running' */
  onceIt?: 'running' | 'queued';
  expected: Expected;
}

type Kind = Pick<Scenario, 'shows' | 'expected' | 'meanwhile' | 'expiresIn'>;

export const SUCCESS: Kind = {
  shows: 'success',
  expected: { outcome: 'succeeded', workflowStatus: 'COMPLETED' },
};
export const FAILURE: Kind = {
  shows: 'vendor failure',
  expected: { outcome: 'failed', workflowStatus: 'FAILED' },
};
export const STOP: Kind = {
  shows: 'stop by request',
  meanwhile: 'stop',
  expected: { outcome: 'canceled', verdict: 'canceled', workflowStatus: 'CANCELLED' },
};
export const EXPIRY: Kind = {
  shows: 'expiry',
  expiresIn: '15s',
  expected: { outcome: 'canceled', verdict: 'canceled', workflowStatus: 'FAILED' },
};
export const REFUSED_STOP: Kind = {
  shows: 'refused stop',
  meanwhile: 'stop',
  expected: { outcome: 'succeeded', verdict: 'refused', workflowStatus: 'COMPLETED' },
};
