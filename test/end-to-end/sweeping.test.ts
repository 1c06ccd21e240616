import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobHandle } from '../../client/index.ts';
import { SWEEP, sweepId } from '../../contract/sweep.ts';
import { SWEEP_QUEUE } from '../../contract/task-queues.ts';
import { expectBudget, type Lab, startLab } from '../harness/end-to-end.ts';
import type { ReeveProcess } from '../harness/end-to-end-process.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(120_000);
const MANY = 60;

let lab: Lab;
let workers: ReeveProcess[];
beforeAll(async () => {
  const vendor = 'cisco-prime';
  const intervals = { least: '2s', greatest: '4s', stop: '1s' };
  lab = await startLab({
    many: { vendor, fields: { intervals, sweep: {} } },
    checked: { vendor, fields: { sweep: { every: '1s', checkAfter: '12s' } } },
    reclaimed: { vendor, fields: { sweep: {} } },
    killed: { vendor, fields: { sweep: {} } },
    drained: { vendor, fields: { sweep: {} } },
    renewed: { vendor, fields: { sweep: {} } },
    off: { vendor, fields: { sweep: 'off' } },
    ccs: { vendor: 'symantec-ccs', fields: { sweep: {} } },
  });
  workers = [await lab.startWorker()];
});
afterAll(() => lab.stop(), 30_000);

const sweeper = (endpoint: string) => lab.reeve.client.workflow.getHandle(sweepId(endpoint));

/** Waits until the endpoint's sweeper is at work, and answers with its run and its worker. */
function atWork(endpoint: string, notIn: readonly unknown[] = []) {
  const look = async () => {
    const described = await sweeper(endpoint)
      .describe()
      .catch(() => undefined);
    if (described === undefined) return undefined;
    const { raw, runId, status } = described;
    const [pending] = raw.pendingActivities ?? [];
    const pid = Number(pending?.lastWorkerIdentity?.split('@')[0]);
    const worker = workers.find((one) => one.pid === pid);
    const isNew = ![runId, worker].some((one) => notIn.includes(one));
    return status.name === 'RUNNING' && worker !== undefined && isNew ? { runId, worker } : undefined;
  };
  return until(`the sweeper of ${endpoint} is at work`, look, () => sweeper(endpoint).describe(), 60_000);
}

/** Waits until the job is parked: an attempt of `awaitJob` that no worker holds. */
async function parked(job: JobHandle): Promise<void> {
  await lab.running(job);
  const isParked = async () => {
    const { raw } = await lab.reeve.client.workflow.getHandle(job.id).describe();
    return raw.pendingActivities?.some(({ activityId, state }) => activityId === 'await-running' && state === 2);
  };
  await until(
    `${job.id} is parked`,
    async () => (await isParked()) || undefined,
    () => job.get(),
  );
}

const looksOf = async (endpoint: string) =>
  (await lab.vendor['cisco-prime'].ledger()).calls.filter(
    ({ kind, user }) => kind === 'look' && user === `of-${endpoint}`,
  );

/** Waits until the list shows so many jobs of the endpoint: cheaper than asking each. */
async function listed(endpoint: string, how: { state: 'running' | 'succeeded'; running: boolean }): Promise<void> {
  const jobs = () => lab.reeve.list({ endpoint, ...how });
  await until(`${MANY} are ${how.state}`, async () => (await jobs()).length === MANY || undefined, jobs, 90_000);
}

test('many jobs are looked at in few calls, and each ends soon after its vendor job', async () => {
  const jobs = await Promise.all(Array.from({ length: MANY }, () => lab.start('many', 'endless')));
  await listed('many', { state: 'running', running: true });
  await atWork('many');
  const before = (await looksOf('many')).length;
  const beganAtMs = Date.now();
  const roundMs = 4_000;
  await lab.vendor['cisco-prime'].until('four rounds have passed', () => Date.now() - beganAtMs > 4 * roundMs);
  const calls = (await looksOf('many')).length - before;
  const rounds = (Date.now() - beganAtMs) / roundMs;
  // All are looked at in each round: for themselves they would make a call each, together it is two or three.
  expect(calls).toBeGreaterThanOrEqual(Math.floor(rounds));
  expect(calls).toBeLessThan((rounds * MANY) / 5);
  const endedAtMs = Date.now();
  await Promise.all(jobs.map((job) => lab.endByHand(job, 'succeeded')));
  await listed('many', { state: 'succeeded', running: false });
  // Two rounds, the list's lag, and as much again for a busy machine.
  expect(Date.now() - endedAtMs).toBeLessThan(30_000);
  for (const job of jobs) {
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expectBudget(end, { changes: 1 });
  }
});

test.concurrent('jobs of CCS are swept too; one that is stopped among them is canceled with proof', async () => {
  const jobs = await Promise.all(['endless', 'endless', 'steady'].map((work) => lab.start('ccs', work as 'endless')));
  const [stopped, left, steady] = jobs as [JobHandle, JobHandle, JobHandle];
  await parked(stopped);
  await atWork('ccs');
  expect(await stopped.stop({ by: 'tester' })).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
  expect(await lab.closed(steady)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect((await left.get()).view).toMatchObject({ state: 'running' });
});

test('no sweeper stands in the queue behind the jobs that are starting', async () => {
  const queues = new Set<string>();
  const query = `WorkflowType = '${SWEEP}'`;
  for await (const { taskQueue } of lab.reeve.client.workflow.list({ query })) queues.add(taskQueue);
  expect([...queues]).toEqual([SWEEP_QUEUE]);
});

test.concurrent('a terminated sweeper is started again by a waiting job', async () => {
  const job = await lab.start('checked', 'endless');
  await parked(job);
  const { runId } = await atWork('checked');
  await sweeper('checked').terminate('tested');
  await atWork('checked', [runId]);
  await lab.endByHand(job, 'succeeded');
  expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
});

test.concurrent('a terminated sweeper is started again by a reclaim pass, long before a waiting job asks for it', async () => {
  const job = await lab.start('reclaimed', 'endless');
  await parked(job);
  const { runId } = await atWork('reclaimed');
  await sweeper('reclaimed').terminate('tested');
  // What the job has been told of the sweeper is believed for some seconds.
  await until(
    'a reclaim pass has started it again',
    async () => {
      await lab.reeve.reclaim({ endpoint: 'reclaimed', dryRun: true });
      return (await sweeper('reclaimed').describe()).runId !== runId || undefined;
    },
    () => sweeper('reclaimed').describe(),
  );
  await lab.endByHand(job, 'succeeded');
  expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
});

test.concurrent('a sweeper goes on as a new run, and ends when nobody waits any more', async () => {
  const request = { endpoint: 'renewed', renewAfterMs: 3_000, idleAfterMs: 4_000 };
  const first = await lab.reeve.client.workflow.start(SWEEP, {
    workflowId: sweepId('renewed'),
    taskQueue: SWEEP_QUEUE,
    args: [request],
  });
  const job = await lab.start('renewed', 'endless');
  await parked(job);
  await atWork('renewed', [first.firstExecutionRunId]);
  await lab.endByHand(job, 'succeeded');
  expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED' });
});

test.concurrent('an idle sweeper ends', async () => {
  const handle = await lab.reeve.client.workflow.start(SWEEP, {
    workflowId: `${sweepId('drained')}/idle`,
    taskQueue: SWEEP_QUEUE,
    args: [{ endpoint: 'off', idleAfterMs: 1_000 }],
  });
  expect(await handle.result()).toBe('off');
  const idle = await lab.reeve.client.workflow.start(SWEEP, {
    workflowId: `${sweepId('drained')}/idle`,
    taskQueue: SWEEP_QUEUE,
    args: [{ endpoint: 'drained', idleAfterMs: 1_000 }],
  });
  expect(await idle.result()).toBe('idle');
});

test.concurrent('where sweeping is off each job looks for itself', async () => {
  const job = await lab.start('off', 'steady');
  const end = await lab.closed(job);
  expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  await expect(sweeper('off').describe()).rejects.toMatchObject({ name: 'WorkflowNotFoundError' });
});

test('a sweeper whose worker is killed goes on at another within 30 s', async () => {
  workers.push(await lab.startWorker());
  const job = await lab.start('killed', 'endless');
  await parked(job);
  const { worker } = await atWork('killed');
  worker.signal('SIGKILL');
  await worker.exited;
  await lab.endByHand(job, 'succeeded');
  expect(await lab.closed(job, 30_000)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
});

test('a worker that is told to end hands its sweeper over and does not wait for it', async () => {
  workers.push(await lab.startWorker());
  const job = await lab.start('drained', 'endless');
  await parked(job);
  const { worker } = await atWork('drained');
  const toldAtMs = Date.now();
  worker.signal('SIGTERM');
  expect(await worker.exited).toBe(0);
  // Well below the grace that calls under way are given.
  expect(Date.now() - toldAtMs).toBeLessThan(20_000);
  await atWork('drained', [worker]);
  await lab.endByHand(job, 'succeeded');
  expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
