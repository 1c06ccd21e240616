import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeConfiguration } from '../../cli/simulated-configuration.ts';
import { type JobError, Reeve } from '../../client/index.ts';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer, type TemporalServer } from '../../dev/index.ts';
import { type Simulators, startSimulators, type VendorName } from '../../simulators/index.ts';
import { launchWorker, type ReeveProcess } from '../harness/end-to-end-process.ts';
import { until } from '../harness/end-to-end-until.ts';

const VENDORS = ['lenovo-xclarity', 'riverbed-cmc', 'oracle-managed-cloud'] as const satisfies VendorName[];

let server: TemporalServer;
let simulators: Simulators;
let worker: ReeveProcess;
let reeve: Reeve;
let remove: (() => Promise<void>) | undefined;

beforeAll(async () => {
  server = await startTemporalServer({ headless: true, searchAttributes: SEARCH_ATTRIBUTES });
  // Oracle's 16 minutes until a schedule may begin pass in one second.
  const oracle = { scheduleSpeed: 960 };
  simulators = await startSimulators({ vendors: VENDORS, speed: 5, 'oracle-managed-cloud': oracle });
  const configuration = await writeConfiguration(simulators.describe());
  remove = configuration.remove;
  worker = await launchWorker(configuration.path, { ...process.env, TEMPORAL_ADDRESS: server.address });
  reeve = await Reeve.connect({ address: server.address });
}, 120_000);

afterAll(async () => {
  await reeve.close();
  worker.signal('SIGKILL');
  await worker.exited;
  await simulators.stop();
  await server.stop();
  await remove?.();
}, 30_000);

const device = (name: string) => {
  const { devices } = simulators.get('lenovo-xclarity').inventory() as unknown as { devices: Record<string, string> };
  return devices[name];
};
const firmware = (work: string) => ({
  endpoint: 'lenovo-xclarity',
  operation: 'update-firmware',
  params: { servers: [{ uuid: device(work), components: [{ fixid: work, component: 'UEFI' }] }] },
});
const push = (feature: number, site: number) => ({
  endpoint: 'riverbed-cmc',
  operation: 'push',
  params: { features: [feature], siteIds: [site] },
});
const runConfig = (activity: string, instanceId: string) => ({
  endpoint: 'oracle-managed-cloud',
  operation: 'run-config',
  params: {
    instanceId,
    duration: { unit: 'hours', value: 1 },
    config: { type: 'Application Parameters', activity: { name: activity, type: 'Update' } },
    primaryContact: 'someone@example.com',
  },
});

/** What each vendor's simulator does well, badly, and without end. */
const WORK = {
  'lenovo-xclarity': {
    good: () => firmware('fast'),
    bad: () => firmware('failing'),
    endless: () => firmware('endless'),
  },
  'riverbed-cmc': { good: () => push(4, 1), bad: () => push(5, 2), endless: () => push(10, 3) },
  'oracle-managed-cloud': {
    good: () => runConfig('Quick Update', 'DCTEST'),
    bad: () => runConfig('Broken Update', 'DCDEV'),
    // Oracle cancels what is scheduled, not what runs: the schedule is hours away.
    endless: () => {
      const { params, ...work } = runConfig('Profile Option Update', 'DCMATI');
      return { ...work, params: { ...params, scheduledTime: new Date(Date.now() + 86_400_000).toISOString() } };
    },
  },
};

/** The ledger's jobs that Reeve has started. */
const made = (vendor: VendorName) =>
  simulators
    .get(vendor)
    .ledger()
    .jobs.filter(({ startRequests }) => startRequests > 0);

test.each(VENDORS)(
  '%s: a job succeeds, started once',
  async (vendor) => {
    const job = await reeve.startUntyped({ ...WORK[vendor].good(), expiresIn: '10 minutes' });
    const outcome = await job.result({ signal: AbortSignal.timeout(60_000) });
    expect(outcome).toMatchObject({ state: 'succeeded' });
    expect(made(vendor).filter(({ id, runId }) => [id, runId].includes(outcome.vendorJobId))).toMatchObject([
      { ended: 'succeeded', startRequests: 1 },
    ]);
  },
  90_000,
);

test.each(VENDORS)(
  '%s: a failed job says why',
  async (vendor) => {
    const job = await reeve.startUntyped({ ...WORK[vendor].bad(), expiresIn: '10 minutes' });
    const error: JobError = await job.result({ signal: AbortSignal.timeout(60_000) }).then(
      () => Promise.reject(new Error('the job succeeded')),
      (reason) => reason,
    );
    expect(error).toMatchObject({
      type: 'JobFailed',
      outcome: { state: 'failed', message: expect.stringMatching(/\w/) },
    });
  },
  90_000,
);

test.each(VENDORS)(
  '%s: a stop is true',
  async (vendor) => {
    const job = await reeve.startUntyped({ ...WORK[vendor].endless(), expiresIn: '10 minutes' });
    const id = await until(
      'the job is at the vendor',
      async () => (await job.get()).vendorJobId,
      () => job.get(),
    );
    expect(await job.stop({ by: 'tester' })).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    await expect(job.result()).rejects.toMatchObject({ outcome: { verdict: 'canceled', cause: 'request' } });
    expect(made(vendor).filter((one) => [one.id, one.runId].includes(id))).toMatchObject([{ ended: 'canceled' }]);
  },
  90_000,
);

test.each(VENDORS)(
  '%s: parameters that the schema refuses end the start before anything is sent',
  async (vendor) => {
    const before = made(vendor).length;
    const job = await reeve.startUntyped({
      ...WORK[vendor].good(),
      params: { colour: 'red' },
      expiresIn: '10 minutes',
    });
    await expect(job.result()).rejects.toMatchObject({ type: 'InvalidRequest' });
    expect(made(vendor)).toHaveLength(before);
  },
  60_000,
);

test('a task that Lenovo has made twice for one start is noticed by its stamp, and only it is stopped', async () => {
  const lxca = simulators.get('lenovo-xclarity');
  lxca.addFaults({ match: { kind: 'start', path: '/tasks' }, action: { do: 'twice' } });
  const job = await reeve.start({ endpoint: 'lenovo-xclarity', operation: 'track', params: {}, expiresIn: '1h' });
  const { vendorJobId } = await until(
    'the task is there',
    async () => {
      const snapshot = await job.get();
      return snapshot.vendorJobId === undefined ? undefined : snapshot;
    },
    () => lxca.ledger().calls.slice(-5),
  );
  const made = () => lxca.ledger().jobs.filter(({ content }) => content?.includes('rv-'));
  expect(made()).toHaveLength(2);
  const twin = made().find(({ id }) => id !== vendorJobId);
  const report = await until(
    'the list knows the job',
    async () => {
      const pass = await reeve.reclaim({ endpoint: 'lenovo-xclarity', graceMs: 0, confirmAfterMs: 1_000 });
      return pass.orphans.length > 0 ? pass : undefined;
    },
    made,
  );
  expect(report.orphans).toMatchObject([{ jobId: job.id, vendorJobId: twin?.id, result: 'stopped' }]);
  expect(made().find(({ id }) => id === twin?.id)).toMatchObject({ ended: 'canceled' });
  expect(made().find(({ id }) => id === vendorJobId)?.ended).toBeUndefined();
  expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
});
