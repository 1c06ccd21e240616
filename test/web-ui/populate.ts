import type { JobHandle, JobRequest, JobSnapshot } from '../../client/index.ts';
import { until } from '../harness/end-to-end-until.ts';
import type { Stage } from './stage.ts';

/** Stops must show that the vendor denies or never confirms them; nobody is waited for longer. */
const STOP = { by: 'night shift', reason: 'wrong window', confirmWithin: '3s' };

/** Brings every kind of job about that the questions of docs/web-ui.md ask for. */
export async function populate(stage: Stage): Promise<void> {
  script(stage);
  await Promise.all([runningJobs(stage), deniedJobs(stage), endedJobs(stage), lastNight(stage)]);
}

function script({ simulators }: Stage): void {
  const prime = simulators.get('cisco-prime');
  prime.addFaults([
    { match: { kind: 'cancel', user: 'reeve-prime-dc2' }, times: 'always', action: { do: 'acceptNothing' } },
    {
      match: { kind: 'look', user: 'reeve-prime-branch' },
      times: 'always',
      action: { do: 'status', status: 500, body: 'no answer from the database' },
    },
  ]);
  // The job is first seen as running when it has come so far that there is a percentage to tell.
  const fails = { do: 'status', status: 500, body: 'not yet' } as const;
  simulators.get('lenovo-xclarity').addFaults({ match: { kind: 'look' }, times: 2, action: fails });
}

type Template = 'short' | 'long' | 'sealed' | 'broken';

function deploy({ reeve }: Stage, id: `${string}/${string}`, template: Template, more: Partial<JobRequest> = {}) {
  const [endpoint = '', key = ''] = id.split('/');
  const params = { templateName: template, devices: [{ id: String(1000 + key.length) }] };
  return reeve.startUntyped({ endpoint, key, operation: 'deploy-template', params, expiresIn: '4 hours', ...more });
}

async function seen(job: JobHandle, what: string, is: (job: JobSnapshot) => boolean): Promise<JobSnapshot> {
  const look = async () => {
    const snapshot = await job.get();
    return is(snapshot) ? snapshot : undefined;
  };
  return await until(`${job.id} ${what}`, look, () => job.get());
}

const isRunning = ({ state }: JobSnapshot) => state === 'running';
const isClosed = ({ closedAt }: JobSnapshot) => closedAt !== undefined;

async function runningJobs(stage: Stage): Promise<void> {
  const labels = ['CHG-4711'];
  const core = await deploy(stage, 'prime-dc1/CHG-4711-core', 'long', { labels });
  const hidden = await deploy(stage, 'prime-branch/qos-push', 'long');
  await deploy(stage, 'prime-dc3/snmp-keys', 'short');
  const { devices } = stage.simulators.get('lenovo-xclarity').inventory() as { devices?: Record<string, string> };
  const firmware = await stage.reeve.startUntyped({
    endpoint: 'lxca-dc1',
    key: 'uefi-update',
    operation: 'update-firmware',
    params: {
      servers: [
        {
          uuid: devices?.['uefi-update'],
          components: [{ fixid: 'lnvgy_fw_uefi-update-1.00_anyos_noarch', component: 'UEFI' }],
        },
      ],
    },
    expiresIn: '4 hours',
  });
  await Promise.all([
    seen(core, 'runs', isRunning),
    seen(firmware, 'runs', isRunning),
    seen(hidden, 'is out of sight', ({ outOfSightSince }) => outOfSightSince !== undefined),
  ]);
}

async function deniedJobs(stage: Stage): Promise<void> {
  const late = await deploy(stage, 'prime-dc1/image-push', 'sealed', { expiresIn: '3s' });
  const sealed = await deploy(stage, 'prime-dc1/radius-keys', 'sealed', { expiresIn: '30 minutes' });
  const deaf = await deploy(stage, 'prime-dc2/os-upgrade', 'long');
  await Promise.all([sealed, deaf].map((job) => seen(job, 'runs', isRunning)));
  await Promise.all([sealed, deaf].map((job) => job.stop(STOP).catch(() => undefined)));
  const isDenied = ({ verdict }: JobSnapshot) => verdict === 'refused';
  await Promise.all([
    seen(late, 'has its stop refused', isDenied),
    seen(sealed, 'has its stop refused', isDenied),
    seen(deaf, 'has a stop on', ({ cause }) => cause === 'request'),
  ]);
}

async function endedJobs(stage: Stage): Promise<void> {
  const labels = ['CHG-4711'];
  const ended = await Promise.all([
    deploy(stage, 'prime-dc1/CHG-4711-edge', 'short', { labels }),
    deploy(stage, 'prime-dc1/acl-cleanup', 'broken'),
    deploy(stage, 'prime-dc1/vlan-cleanup', 'long', { expiresIn: '3s' }),
  ]);
  const stopped = await deploy(stage, 'prime-dc1/ntp-servers', 'long');
  const byHand = await deploy(stage, 'prime-dc1/banner-text', 'long');
  const { vendorJobId = '' } = await seen(byHand, 'runs', isRunning);
  const prime = stage.simulators.get('cisco-prime');
  prime.control({ do: 'setJob', job: vendorJobId, patch: { end: 'canceled' } });
  await stopped.stop(STOP);
  await Promise.all([...ended, byHand, stopped].map((job) => seen(job, 'is closed', isClosed)));
}

/** Backfilled, so that the times of its runs are those of last night. */
async function lastNight({ reeve, simulators }: Stage): Promise<void> {
  const { jobNames } = simulators.get('symantec-ccs').inventory() as { jobNames?: Record<string, string> };
  const job = {
    endpoint: 'ccs-hq',
    operation: 'run',
    params: { jobId: jobNames?.['nightly-audit'] },
    expiresIn: '30 minutes',
  };
  const name = 'nightly-audit';
  await reeve.schedules.create(name, { cron: '0 1,3 * * *', overlap: 'skip', job });
  const { from, until: end } = nightBefore(Date.now());
  await reeve.schedules.backfill(name, { from, until: end });
  const runs = async () => (await reeve.list({ endpoint: 'ccs-hq', running: false })).length === 2 || undefined;
  await until('both runs are closed', runs, () => reeve.list({ endpoint: 'ccs-hq' }));
}

/** The night whose last run is surely past. */
export function nightBefore(nowMs: number): { from: string; until: string } {
  const day = new Date(nowMs - 4 * 3_600_000).toISOString().slice(0, 10);
  return { from: `${day}T00:00:00Z`, until: `${day}T03:30:00Z` };
}
