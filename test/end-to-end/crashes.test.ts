import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobHandle } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);
let lab: Lab;

/** Starts a job whose start the vendor never answers, and waits until the call has come. */
async function startUnanswered(endpoint: string, when: 'before' | 'after') {
  const order = lab.order(endpoint, 'steady');
  const isCcs = endpoint === 'ccs';
  const vendor = lab.vendor[isCcs ? 'symantec-ccs' : 'cisco-prime'];
  const of = isCcs ? { path: String(order.params.jobId) } : { user: `of-${endpoint}` };
  const starts = await vendor.fault({ match: { kind: 'start', ...of }, action: { do: 'hang', when } });
  const job = await lab.start(endpoint, order, { startTimeout: '6s' });
  await vendor.until('the start has come', async () => (await starts()).hits === 1);
  return { job, starts };
}

/** Starts a job that the vendor has taken, and waits until its first look, which is never answered, has come. */
async function startUnseen(endpoint: string): Promise<JobHandle> {
  const looks = await lab.vendor['cisco-prime'].fault({
    match: { kind: 'look', user: `of-${endpoint}` },
    times: 1,
    action: { do: 'hang', when: 'before' },
  });
  const job = await lab.start(endpoint, 'steady', { startTimeout: '6s' });
  await lab.vendor['cisco-prime'].until('the first look has come', async () => (await looks()).hits === 1);
  return job;
}

async function startRunning(endpoint: string): Promise<JobHandle> {
  const job = await lab.start(endpoint, 'endless');
  await lab.running(job);
  return job;
}

/** Stops a job, and waits until the cancel, which the vendor never answers, has come. */
async function stopUnanswered(job: JobHandle): Promise<void> {
  const match = { path: 'cancelrunning', user: 'of-stopped' };
  const cancels = await lab.vendor['cisco-prime'].fault({ match, action: { do: 'hang' } });
  await lab.reeve.client.workflow.getHandle(job.id).cancel();
  await lab.vendor['cisco-prime'].until('the cancel has come', async () => (await cancels()).hits === 1);
}

/** Puts work of every kind into the hands of one worker. */
async function startAll() {
  const [stopping, watchedPrime, watchedCcs] = await Promise.all(['stopped', 'watched', 'ccs'].map(startRunning));
  if (!stopping || !watchedPrime || !watchedCcs) throw new Error('not all were started');
  // Together and late, so that no call has given up before the kill.
  const [carriedOut, notCarriedOut, ccsCarriedOut] = await Promise.all([
    startUnanswered('carried-out', 'after'),
    startUnanswered('not-carried-out', 'before'),
    startUnanswered('ccs', 'after'),
    stopUnanswered(stopping),
  ]);
  // Last, since a first look has one second only.
  const unseen = await startUnseen('unseen');
  return { stopping, watchedPrime, watchedCcs, carriedOut, notCarriedOut, ccsCarriedOut, unseen };
}

let jobs: Awaited<ReturnType<typeof startAll>>;
let killedAtMs: number;

beforeAll(async () => {
  const plan = { vendor: 'cisco-prime' } as const;
  lab = await startLab({
    'carried-out': plan,
    'not-carried-out': plan,
    watched: plan,
    unseen: { ...plan, fields: { sweep: 'off' } },
    stopped: plan,
    ccs: { vendor: 'symantec-ccs' },
  });
  const first = await lab.startWorker();
  jobs = await startAll();
  first.signal('SIGKILL');
  expect(await first.exited).toBe('SIGKILL');
  killedAtMs = Date.now();
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

test.concurrent.each([
  ['cisco-prime', 'carriedOut'],
  ['symantec-ccs', 'ccsCarriedOut'],
] as const)('a worker killed in a start that %s had carried out: found, not started again', async (vendor, name) => {
  const { job, starts } = jobs[name];
  const end = await lab.closed(job);
  expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect(end.events).toContain('activityTaskTimedOut');
  expect(end.events).toContain('activityTaskScheduled findJob');
  expect(await starts()).toEqual({ seen: 1, hits: 1 });
  const truth = await lab.truth(job);
  expect(truth).toMatchObject({ ended: 'succeeded', startRequests: 1 });
  const { jobs: all } = await lab.vendor[vendor].ledger();
  const isOurs = ({ id, startedBy }: (typeof all)[number]) =>
    id === truth.id && startedBy.user === truth.startedBy.user;
  expect(all.filter(isOurs)).toHaveLength(1);
});

test.concurrent('a worker killed in the first look after a start: the start is known, nobody searches', async () => {
  const end = await lab.closed(jobs.unseen);
  expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect(end.events).toContain('activityTaskTimedOut');
  expect(end.events).not.toContain('activityTaskScheduled findJob');
  expect(await lab.truth(jobs.unseen)).toMatchObject({ ended: 'succeeded', startRequests: 1 });
});

test.concurrent('a worker killed in a start that nobody carried out: not started again while it might be', async () => {
  const { job, starts } = jobs.notCarriedOut;
  await lab.seen(job, 'is searched for', ({ pending }) =>
    pending.some(({ activity, message }) => activity === 'findJob' && message?.includes('nothing found yet')),
  );
  expect(await starts()).toEqual({ seen: 1, hits: 1 });
  expect(await lab.vendor['cisco-prime'].jobsOf('of-not-carried-out')).toEqual([]);
});

test.concurrent.each([
  ['Cisco Prime', 'watchedPrime'],
  ['CCS', 'watchedCcs'],
] as const)('a worker killed in a watch at %s: another one finishes it', async (_vendor, name) => {
  await lab.endByHand(jobs[name], 'succeeded');
  const end = await lab.closed(jobs[name]);
  expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  const truth = await lab.truth(jobs[name]);
  expect(truth).toMatchObject({ ended: 'succeeded', startRequests: 1 });
  expect(truth.endedAt).toBeGreaterThan(killedAtMs);
});

test.concurrent('a worker killed in a stop: another one proves it', async () => {
  const end = await lab.closed(jobs.stopping);
  expect(end).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled', proof: { state: 'canceled' } } });
  expect(Date.parse(end.outcome?.proof?.readAt ?? '')).toBeGreaterThan(killedAtMs);
  expect(await lab.truth(jobs.stopping)).toMatchObject({ ended: 'canceled', stoppedBy: { user: 'of-stopped' } });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
