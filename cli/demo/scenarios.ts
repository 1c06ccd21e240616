import { type Course, ENDPOINTS, EXPIRY, FAILURE, REFUSED_STOP, type Scenario, STOP, SUCCESS } from './scenario.ts';

const HOURS: Course = { seconds: 4 * 3600 };
const HELD: Course = { ...HOURS, isHeld: true };
const SEALED: Course = { ...HELD, refusesStop: true };
/** Oracle cancels what is scheduled, not what runs. This begins long after the demo. */
const FAR_AHEAD: Course = { pendingSeconds: 600, seconds: 4 };

/** Played before all the others. */
const KILLED: Scenario = {
  ...SUCCESS,
  endpoint: 'prime-dc2',
  name: 'core-qos',
  shows: 'killed worker',
  course: HELD,
  meanwhile: 'killWorker',
};

const CISCO: Scenario[] = [
  { ...SUCCESS, endpoint: 'prime-dc1', name: 'ntp-servers', course: { seconds: 5 } },
  { ...FAILURE, endpoint: 'prime-dc1', name: 'acl-cleanup', course: { seconds: 4, fails: true } },
  { ...STOP, endpoint: 'prime-dc1', name: 'banner-text', course: HOURS },
  { ...EXPIRY, endpoint: 'prime-dc1', name: 'image-push', course: HOURS },
  { ...REFUSED_STOP, endpoint: 'prime-dc1', name: 'radius-keys', course: SEALED },
];

const SYMANTEC: Scenario[] = [
  { ...SUCCESS, endpoint: 'ccs-hq', name: 'asset-import', course: { pendingSeconds: 3, seconds: 4 } },
  { ...FAILURE, endpoint: 'ccs-hq', name: 'unix-baseline', course: { seconds: 4, fails: true } },
  { ...STOP, endpoint: 'ccs-hq', name: 'full-audit', course: HOURS },
  { ...EXPIRY, endpoint: 'ccs-hq', name: 'year-evaluation', course: HOURS },
  { ...REFUSED_STOP, endpoint: 'ccs-hq', name: 'sealed-evaluation', course: SEALED },
];

const LENOVO: Scenario[] = [
  { ...SUCCESS, endpoint: 'lxca-dc1', operation: 'power', name: 'node-restart', course: { seconds: 5 } },
  { ...FAILURE, endpoint: 'lxca-dc1', name: 'uefi-update', course: { seconds: 4, fails: true } },
  { ...STOP, endpoint: 'lxca-dc1', name: 'disk-firmware', course: HOURS },
  { ...EXPIRY, endpoint: 'lxca-dc1', operation: 'track', name: 'rack-migration', course: HOURS },
];

const RIVERBED: Scenario[] = [
  { ...SUCCESS, endpoint: 'cmc-wan', name: 'host-settings', course: { pendingSeconds: 3, seconds: 4 } },
  { ...FAILURE, endpoint: 'cmc-wan', name: 'peering-rules', course: { seconds: 4, fails: true } },
  { ...STOP, endpoint: 'cmc-wan', name: 'inpath-rules', course: HOURS },
  { ...EXPIRY, endpoint: 'cmc-wan', name: 'tls-policy', course: HOURS },
];

const ORACLE: Scenario[] = [
  { ...SUCCESS, endpoint: 'oracle-ebs', name: 'profile-options', course: { seconds: 4 } },
  { ...FAILURE, endpoint: 'oracle-ebs', name: 'mailer-settings', course: { seconds: 4, fails: true } },
  { ...STOP, endpoint: 'oracle-ebs', name: 'forms-trace', course: FAR_AHEAD, onceIt: 'queued' },
  { ...EXPIRY, endpoint: 'oracle-ebs', name: 'java-heap', course: FAR_AHEAD },
  { ...REFUSED_STOP, endpoint: 'oracle-ebs', name: 'sql-profiles', course: HELD },
];

/** Twenty deploys at once, at an endpoint that is configured to send faster than Prime takes. */
const BURST: Scenario[] = Array.from({ length: 20 }, (_, index) => ({
  ...SUCCESS,
  endpoint: 'prime-burst',
  name: `branch-vlan-${String(index + 1).padStart(2, '0')}`,
  template: 'branch-vlan',
  shows: 'burst',
  course: { seconds: 4 },
}));

/** Everything that the demo shows, a job a row. */
export const SCENARIOS: readonly Scenario[] = [
  KILLED,
  ...CISCO,
  ...SYMANTEC,
  ...LENOVO,
  ...RIVERBED,
  ...ORACLE,
  ...BURST,
];

export function vendorOf({ endpoint }: Scenario) {
  return ENDPOINTS[endpoint];
}

export function isBurst({ endpoint }: Scenario): boolean {
  return endpoint === 'prime-burst';
}

/** The vendor's name for what is to be done. */
export function workOf({ name, template = name }: Scenario): string {
  return template;
}
