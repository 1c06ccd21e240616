import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { expectBudget, type Lab, startLab } from '../harness/end-to-end.ts';
import { deployByHand, executeByHand, type ForeignJob } from '../harness/end-to-end-colleague.ts';
import type { Work } from '../harness/end-to-end-configuration.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  const plans = {
    xml: { vendor: 'cisco-prime', fields: { format: 'xml' } },
    json: { vendor: 'cisco-prime', fields: { format: 'json' } },
    ccs: { vendor: 'symantec-ccs' },
  } as const;
  // The colleague of these tests is in more of a hurry than Prime allows.
  lab = await startLab(plans, { 'cisco-prime': { limits: { perUser: -1, concurrentPerUser: -1 } } });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

const startByHand = (endpoint: string, work: Work) =>
  endpoint === 'ccs' ? executeByHand(lab, work) : deployByHand(lab, work);

function adopt(endpoint: string, adopted: Record<string, string>) {
  const operation = endpoint === 'ccs' ? 'run' : 'deploy-template';
  return lab.reeve.startUntyped({ endpoint, operation, expiresIn: '10 minutes', adopt: adopted });
}

const WAYS: [endpoint: string, way: string, ids: (job: ForeignJob) => Record<string, string>][] = [
  ...['xml', 'json'].flatMap((endpoint): typeof WAYS => [
    [endpoint, 'job name', ({ vendorJobId }) => ({ jobName: vendorJobId })],
    [endpoint, 'job id', ({ id }) => ({ jobId: id })],
    [endpoint, 'run id', ({ runId }) => ({ runId })],
  ]),
  ['ccs', 'run', ({ id, runId }) => ({ jobId: id, runId })],
];

describe("a colleague's job", () => {
  test.concurrent.each(WAYS)(
    'at %s is adopted by its %s, by one job only, and watched to its end',
    async (endpoint, _way, ids) => {
      const foreign = await startByHand(endpoint, 'endless');
      const job = await adopt(endpoint, ids(foreign));
      expect(await lab.running(job)).toMatchObject({ vendorJobId: foreign.vendorJobId });
      const second = await lab.closed(await adopt(endpoint, ids(foreign)));
      expect(second).toMatchObject({ status: 'FAILED', failure: { type: 'Conflict' } });
      expect(second.failure?.message).toContain(job.id);
      await lab.endByHand(job, 'succeeded');
      const end = await lab.closed(job);
      expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
      expect(end.events).not.toContain('activityTaskScheduled startJob');
      expect(await lab.truth(job)).toMatchObject({
        ended: 'succeeded',
        startedBy: { user: expect.stringContaining('colleague') },
      });
      expectBudget(end, { changes: 1, claims: 1 });
    },
  );

  test.concurrent.each(['xml', 'json', 'ccs'])('at %s is stopped by whoever adopts it', async (endpoint) => {
    const foreign = await startByHand(endpoint, 'endless');
    const { id, runId, vendorJobId } = foreign;
    const job = await adopt(endpoint, endpoint === 'ccs' ? { jobId: id, runId } : { jobName: vendorJobId });
    await lab.running(job);
    expect(await job.stop()).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: { user: `of-${endpoint}` } });
  });

  test.concurrent.each(['xml', 'ccs'])('at %s is watched by one of two who adopt it at once', async (endpoint) => {
    const { id, runId, vendorJobId } = await startByHand(endpoint, 'endless');
    const ids = endpoint === 'ccs' ? { jobId: id, runId } : { jobName: vendorJobId };
    const jobs = await Promise.all([adopt(endpoint, ids), adopt(endpoint, ids)]);
    const isClosed = async (job: (typeof jobs)[number]) => (await job.get()).closedAt !== undefined;
    await until(
      'one has lost',
      async () => (await Promise.all(jobs.map(isClosed))).includes(true) || undefined,
      () => ids,
    );
    const vendor = lab.vendor[endpoint === 'ccs' ? 'symantec-ccs' : 'cisco-prime'];
    await vendor.control({ do: 'setJob', job: vendorJobId, patch: { end: 'succeeded' } });
    const ends = await Promise.all(jobs.map((job) => lab.closed(job)));
    const [lost] = ends.filter(({ failure }) => failure?.type === 'Conflict');
    const won = jobs.find((_, index) => ends[index]?.status === 'COMPLETED');
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['COMPLETED', 'FAILED']);
    expect(lost?.failure?.message).toContain(won?.id);
  });

  test.concurrent.each([
    ['xml', { jobId: '999999999' }, 'NotFound'],
    ['json', { jobName: 'Nobody' }, 'NotFound'],
    ['xml', { colour: 'red' }, 'InvalidRequest'],
    [
      'ccs',
      { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16', runId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' },
      'NotFound',
    ],
    ['ccs', { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' }, 'InvalidRequest'],
  ])('at %s that is not there (%p) ends as %s', async (endpoint, ids, type) => {
    const end = await lab.closed(await adopt(endpoint, ids));
    expect(end).toMatchObject({ status: 'FAILED', failure: { type, message: expect.any(String) } });
  });
});

test.each(['xml', 'ccs'])('a job that Reeve has started at %s cannot be adopted by another one', async (endpoint) => {
  const job = await lab.start(endpoint, 'endless');
  await lab.running(job);
  const { id, name, runId = '' } = await lab.truth(job);
  const second = await adopt(endpoint, endpoint === 'ccs' ? { jobId: id, runId } : { jobName: name });
  const { failure } = await lab.closed(second);
  expect(failure).toMatchObject({ type: 'Conflict', message: expect.stringContaining(job.id) });
  expect(await lab.truth(job)).toMatchObject({ state: 'running' });
});

test.each(['xml', 'json'])(
  'a job that waits for its time at %s is stopped by canceling its definition',
  async (endpoint) => {
    const startTime = new Date(Date.now() + 3_600_000).toISOString();
    const { operation, params } = lab.order(endpoint, 'steady');
    const job = await lab.start(endpoint, { operation, params: { ...params, startTime } });
    await lab.seen(job, 'waits', ({ vendorJobId }) => vendorJobId !== undefined);
    expect(await lab.truth(job)).toMatchObject({ state: 'waiting' });
    expect(await job.stop()).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: { state: 'canceled' } });
    const truth = await lab.truth(job);
    expect(truth).toMatchObject({ ended: 'canceled' });
    expect(truth).not.toHaveProperty('startedAt');
    const { calls } = await lab.vendor['cisco-prime'].ledger();
    expect(calls.find(({ n }) => n === truth.stoppedBy?.call)?.path).toMatch(/jobService\/cancel(\.json)?$/);
  },
);

test('every history replays, and no record holds a secret', () => lab.checkRecords());
