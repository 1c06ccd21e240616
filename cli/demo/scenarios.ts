import type { State, Verdict } from '../../client/index.ts';

export type VendorName = 'cisco-prime' | 'symantec-ccs';

/** The simulated installations, named as a customer would name them. */
export const ENDPOINTS = {
  'prime-dc1': 'cisco-prime',
  'prime-dc2': 'cisco-prime',
  'prime-burst': 'cisco-prime',
  'ccs-hq': 'symantec-ccs',
} as const satisfies Record<string, VendorName>;
export type EndpointName = keyof typeof ENDPOINTS;

/** How the simulated vendor's job goes when nobody touches it. */
export interface Course {
  seconds: number;
  fails?: true;
  refusesStop?: true;
  /** How long it waits in the vendor's queue; Symantec CCS only. */
  pendingSeconds?: number;
}

/** How a job should end: its last state at the vendor, the stop's verdict, and the workflow's status. */
export interface Expected {
  outcome: State;
  verdict?: Verdict;
  workflowStatus: 'COMPLETED' | 'FAILED' | 'CANCELLED';
}

export interface Scenario {
  /** The job's key, and the name of the Cisco template or the CCS job unless `template` says another. */
  name: string;
  template?: string;
  endpoint: EndpointName;
  /** What it is here to show. */
  shows: string;
  course: Course;
  expiresIn?: string;
  /** What happens once the vendor's job runs. */
  meanwhile?: 'stop' | 'killWorker';
  expected: Expected;
}

const SUCCEEDED: Expected = { outcome: 'succeeded', workflowStatus: 'COMPLETED' };
const FAILED: Expected = { outcome: 'failed', workflowStatus: 'FAILED' };
const STOPPED: Expected = { outcome: 'canceled', verdict: 'canceled', workflowStatus: 'CANCELLED' };
const EXPIRED: Expected = { outcome: 'canceled', verdict: 'canceled', workflowStatus: 'FAILED' };
const REFUSED: Expected = { outcome: 'succeeded', verdict: 'refused', workflowStatus: 'COMPLETED' };

const HOURS = 4 * 3600;
const DC1 = 'prime-dc1';
const HQ = 'ccs-hq';

const SINGLE: Scenario[] = [
  { name: 'ntp-servers', endpoint: DC1, shows: 'success', course: { seconds: 5 }, expected: SUCCEEDED },
  {
    name: 'asset-import',
    endpoint: HQ,
    shows: 'success',
    course: { pendingSeconds: 3, seconds: 4 },
    expected: SUCCEEDED,
  },
  {
    name: 'acl-cleanup',
    endpoint: DC1,
    shows: 'vendor failure',
    course: { seconds: 4, fails: true },
    expected: FAILED,
  },
  {
    name: 'unix-baseline',
    endpoint: HQ,
    shows: 'vendor failure',
    course: { seconds: 4, fails: true },
    expected: FAILED,
  },
  {
    name: 'banner-text',
    endpoint: DC1,
    shows: 'stop by request',
    course: { seconds: HOURS },
    meanwhile: 'stop',
    expected: STOPPED,
  },
  {
    name: 'full-audit',
    endpoint: HQ,
    shows: 'stop by request',
    course: { seconds: HOURS },
    meanwhile: 'stop',
    expected: STOPPED,
  },
  {
    name: 'image-push',
    endpoint: DC1,
    shows: 'expiry',
    course: { seconds: HOURS },
    expiresIn: '9s',
    expected: EXPIRED,
  },
  {
    name: 'year-evaluation',
    endpoint: HQ,
    shows: 'expiry',
    course: { seconds: HOURS },
    expiresIn: '9s',
    expected: EXPIRED,
  },
  {
    name: 'radius-keys',
    endpoint: DC1,
    shows: 'refused stop',
    course: { seconds: 12, refusesStop: true },
    meanwhile: 'stop',
    expected: REFUSED,
  },
  {
    name: 'sealed-evaluation',
    endpoint: HQ,
    shows: 'refused stop',
    course: { seconds: 12, refusesStop: true },
    meanwhile: 'stop',
    expected: REFUSED,
  },
  {
    name: 'core-qos',
    endpoint: 'prime-dc2',
    shows: 'worker killed with -9',
    course: { seconds: 12 },
    meanwhile: 'killWorker',
    expected: SUCCEEDED,
  },
];

/** Twenty deploys at once, at an endpoint that is configured to send faster than Prime takes. */
const BURST: Scenario[] = Array.from({ length: 20 }, (_, index) => ({
  name: `branch-vlan-${String(index + 1).padStart(2, '0')}`,
  template: 'branch-vlan',
  endpoint: 'prime-burst',
  shows: 'burst',
  course: { seconds: 4 },
  expected: SUCCEEDED,
}));

/** Everything that the demo shows, a job a row. */
export const SCENARIOS: readonly Scenario[] = [...SINGLE, ...BURST];

export function isBurst({ endpoint }: Scenario): boolean {
  return endpoint === 'prime-burst';
}
