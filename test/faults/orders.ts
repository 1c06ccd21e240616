import type { CallKind } from '../../simulators/core/call.ts';
import type { Inventory, SimulatedUser, SimulatorsOptions } from '../../simulators/index.ts';
import type { FaultedVendor } from './vendors.ts';

/** How work goes that is asked for, the same at every vendor. Vendor seconds, of which `SPEED` pass in a second. */
export const WORKS = {
  short: { seconds: 10, fails: false },
  failing: { seconds: 10, fails: true },
  steady: { seconds: 200, fails: false },
  /** Runs, or waits for its time where the vendor cancels only what waits, until it is stopped. */
  endless: { seconds: Number.POSITIVE_INFINITY, fails: false },
} as const;
export type Work = keyof typeof WORKS;

/** Vendor seconds in a real one. */
export const SPEED = 10;
/** Oracle's seventeen minutes until a scheduled time pass in about one second. */
const SCHEDULE_SPEED = 960;

/** What the vendor is asked, with a text by which the ledger shows whose a job is. */
export interface Order {
  operation: string;
  params: Record<string, unknown>;
  /** Part of the ledger job's content that no other order has. */
  mark: string;
}

/** One vendor as the fault matrix drives it. */
export interface Driver {
  /** Rights of Reeve's users. */
  may: string[];
  /** @param greatest how many orders there may be */
  simulator(users: SimulatedUser[], greatest: number): SimulatorsOptions[FaultedVendor];
  /** Fields of `reeve.yaml` beside those that all endpoints have. */
  fields(url: string, user: { name: string; password: string }, secret: string): Record<string, unknown>;
  order(work: Work, number: number, inventory: Inventory): Order;
  /** The changing calls of a start and the calls of a cancel, as regular expressions for `METHOD path body`. */
  calls: Record<Extract<CallKind, 'start' | 'look' | 'cancel'>, string>;
  /** Where a start is several changing calls, each of them. @default the one of `calls.start` */
  startSteps?: string[];
  /** Where an endless job stands. @default running */
  endless?: 'queued';
}

const works = (Object.keys(WORKS) as Work[]).map((name) => ({ name, ...WORKS[name] }));
const byPassword = (_url: string, { name }: { name: string }, secret: string) => ({
  credentials: { username: name, password: secret },
});
/** Unlike every other number in a content. */
const numbered = (number: number) => 700_000 + number;

const prime: Driver = {
  may: ['NBI Read', 'NBI Write'],
  simulator: (users) => ({
    users,
    limits: { perUser: -1, concurrentPerUser: -1, sessionsPerUser: -1 },
    templates: works.map(({ name, seconds, fails }) => ({ name, seconds, ends: fails ? 'failure' : 'success' })),
  }),
  fields: byPassword,
  order: (work, number) => ({
    operation: 'deploy-template',
    params: { templateName: work, devices: [{ id: String(numbered(number)) }] },
    mark: `"${numbered(number)}"`,
  }),
  calls: {
    start: 'deployTemplateThroughJob',
    look: 'GET .*JobSummary.*jobName',
    cancel: 'PUT .*jobService/cancel',
  },
};

const ccs: Driver = {
  may: [
    'Manage jobs',
    'Collect data',
    'View all jobs',
    'View standards',
    'View assets',
    'View evaluation results',
    'Evaluate standards',
  ],
  simulator: (users, greatest) => ({
    users,
    jobs: works.flatMap(({ name, seconds, fails }) =>
      Array.from({ length: greatest }, (_, index) => ({
        name: `${name}-${index}`,
        behaviour: { pendingSeconds: 0, seconds, ends: fails ? 'faulted' : 'completed' },
      })),
    ),
  }),
  fields: byPassword,
  order(work, number, inventory) {
    const jobId = (inventory as { jobNames?: Record<string, string> }).jobNames?.[`${work}-${number}`];
    if (jobId === undefined) throw new Error(`CCS has no job ${work}-${number}`);
    return { operation: 'run', params: { jobId }, mark: jobId };
  },
  calls: { start: 'POST .*/jobs/.*execute', look: 'GET .*/jobruns', cancel: 'POST .*/jobs/.*abort' },
};

const lenovo: Driver = {
  may: ['lxc-admin'],
  simulator: (users, greatest) => ({
    users,
    ordinaryDevices: greatest,
    works: works.map(({ name, seconds, fails }) => ({
      name,
      behaviour: { pendingSeconds: 0, seconds, ends: fails ? 'error' : 'complete' },
    })),
  }),
  fields: byPassword,
  order(work, number, inventory) {
    const name = `node-${String(number + 1).padStart(2, '0')}`;
    const uuid = (inventory as { devices?: Record<string, string> }).devices?.[name];
    if (uuid === undefined) throw new Error(`LXCA has no device ${name}`);
    const params = { servers: [{ uuid, components: [{ fixid: work, component: 'UEFI' }] }] };
    return { operation: 'update-firmware', params, mark: uuid };
  },
  calls: {
    start: 'PUT .*updatableComponents.*action=apply',
    look: 'GET .*/(tasks|jobs)/',
    cancel: 'PUT .*(/tasks|cancelApply|/jobs/)',
  },
};

/** Above the ids of the features that are there already. */
const FIRST_FEATURE = 101;

const cmc: Driver = {
  may: ['configurator read', 'configurator write'],
  simulator: (users) => ({
    users,
    unknownTargets: 'take',
    features: works.map(({ name, seconds, fails }, index) => ({
      id: FIRST_FEATURE + index,
      name: `${name}_work`,
      prettyName: name,
      description: name,
      isPushEnabled: true,
      behaviour: { seconds, ...(fails && { fails: 'all' as const }) },
    })),
  }),
  fields: byPassword,
  order: (work, number) => ({
    operation: 'push',
    params: { features: [FIRST_FEATURE + Object.keys(WORKS).indexOf(work)], siteIds: [numbered(number)] },
    mark: String(numbered(number)),
  }),
  calls: { start: 'POST .*/jobs ', look: 'GET .*/jobs', cancel: 'POST .*/cancel' },
};

const DAYS_MS = 86_400_000;

const oracle: Driver = {
  may: ['mcs:oci:api:User', 'mcs:oci:api:PrivilegedUser', 'mcs:oci:api:Approver'],
  simulator: (users) => ({
    users,
    scheduleSpeed: SCHEDULE_SPEED,
    activities: works.map(({ name, seconds, fails }) => ({
      config: 'Application Parameters',
      name: `Work ${name}`,
      types: ['Update'],
      behaviour: { queueSeconds: 0, seconds, ends: fails ? 'failed' : 'succeeded' },
    })),
  }),
  fields: (url, { name }, secret) => ({
    credentials: { tokenUrl: `${url}/oauth2/v1/token`, clientId: name, clientSecret: secret },
    supportIdentifier: '21845621',
    serviceType: 'EBSO',
    identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41',
  }),
  order(work, number) {
    const parameters = [{ name: 'TRY', value: String(numbered(number)) }];
    const activity = { name: `Work ${work}`, type: 'Update', parameters };
    const params = {
      instanceId: 'DCMATI',
      duration: { unit: 'hours', value: 1 },
      config: { type: 'Application Parameters', activity },
      primaryContact: 'someone@example.com',
      ...(work === 'endless' && { scheduledTime: new Date(Date.now() + 60 * DAYS_MS).toISOString() }),
    };
    return { operation: 'run-config', params, mark: String(numbered(number)) };
  },
  startSteps: ['POST .*/executions ', 'PUT .*"schedule"'],
  // It cancels what waits for its time, not what runs.
  endless: 'queued',
  calls: {
    start: '(POST .*/executions |PUT .*"schedule")',
    look: 'GET .*(/status|/executions)',
    cancel: 'PUT .*"cancel"',
  },
};

export const DRIVERS: Readonly<Record<FaultedVendor, Driver>> = {
  'cisco-prime': prime,
  'symantec-ccs': ccs,
  'lenovo-xclarity': lenovo,
  'riverbed-cmc': cmc,
  'oracle-managed-cloud': oracle,
};
