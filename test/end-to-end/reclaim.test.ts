import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import getPort from 'get-port';
import type { JobHandle, ReclaimReport } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { deployByHand } from '../harness/end-to-end-colleague.ts';

jest.setTimeout(90_000);
let lab: Lab;
let metricsUrl: string;

beforeAll(async () => {
  const prime = { vendor: 'cisco-prime' } as const;
  lab = await startLab(
    { prime, xml: prime, capped: prime, started: prime, claimed: prime, ccs: { vendor: 'symantec-ccs' } },
    { 'cisco-prime': { limits: { perUser: -1, concurrentPerUser: -1 } } },
  );
  const address = `127.0.0.1:${await getPort()}`;
  metricsUrl = `http://${address}/metrics`;
  await lab.startWorker(lab.configPath, '--metrics', address);
});
afterAll(() => lab.stop(), 30_000);

async function terminated(endpoint: string, more: Parameters<Lab['start']>[2] = {}): Promise<JobHandle> {
  const job = await lab.start(endpoint, 'endless', more);
  await lab.running(job);
  await lab.reeve.client.workflow.getHandle(job.id).terminate('by a test');
  return job;
}

/** Passes until the list of closed workflows, which lags, shows so many of them. */
async function pass(endpoint: string, examined: number, more: Partial<Parameters<Lab['reeve']['reclaim']>[0]> = {}) {
  let report: ReclaimReport;
  do report = await lab.reeve.reclaim({ endpoint, graceMs: 0, confirmAfterMs: 1_000, ...more });
  while (report.examined < examined);
  return report;
}

describe.each(['prime', 'ccs'])('at %s', (endpoint) => {
  test('what a terminated job has left running is stopped, and nothing else is touched', async () => {
    const [job, left, watched] = [
      await terminated(endpoint),
      await terminated(endpoint, { onStop: 'leave' }),
      await lab.start(endpoint, 'endless'),
    ];
    await lab.running(watched);
    const foreign = endpoint === 'prime' ? await deployByHand(lab, 'endless') : undefined;

    const dry = await pass(endpoint, 2, { dryRun: true });
    expect(dry.orphans).toMatchObject([{ jobId: job.id, result: 'listed', why: 'its workflow was terminated' }]);
    expect(await lab.truth(job)).toMatchObject({ state: 'running' });

    const report = await pass(endpoint, 2);
    expect(report).toMatchObject({ orphans: [{ jobId: job.id, result: 'stopped' }], undecided: [] });
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: { user: `of-${endpoint}` } });
    expect(await lab.truth(left)).toMatchObject({ state: 'running' });
    expect(await lab.truth(watched)).toMatchObject({ state: 'running' });
    if (foreign) expect(await lab.vendor['cisco-prime'].job(foreign.vendorJobId)).toMatchObject({ state: 'running' });

    expect(await pass(endpoint, 2)).toMatchObject({ orphans: [], undecided: [] });
    expect(await watched.stop()).toMatchObject({ verdict: 'canceled' });
  });
});

test('a pass stops no more than its cap, and the next one the rest', async () => {
  const jobs = await Promise.all([terminated('capped'), terminated('capped'), terminated('capped')]);
  const first = await pass('capped', 3, { cap: 2 });
  expect(first.orphans.filter(({ result }) => result === 'stopped')).toHaveLength(2);
  expect(first.orphans.filter(({ result }) => result === 'listed')).toHaveLength(1);
  await pass('capped', 3, { cap: 2 });
  const truths = await Promise.all(jobs.map((job) => lab.truth(job)));
  expect(truths.map(({ ended }) => ended)).toEqual(['canceled', 'canceled', 'canceled']);
});

test('a start that was under way when its workflow was terminated is reported, and not touched', async () => {
  const vendor = lab.vendor['cisco-prime'];
  const match = { kind: 'start', user: 'of-started' } as const;
  const starts = await vendor.fault({ match, action: { do: 'hang', when: 'after' } });
  const job = await lab.start('started', 'endless', { startTimeout: '6s' });
  await vendor.until('the start has come', async () => (await starts()).hits === 1);
  await lab.reeve.client.workflow.getHandle(job.id).terminate('by a test');
  const report = await pass('started', 1);
  const [made] = await vendor.jobsOf('of-started');
  expect(report.orphans).toEqual([]);
  expect(report.undecided).toMatchObject([{ jobId: job.id, vendorJobIds: [made?.name] }]);
  expect(await vendor.jobsOf('of-started')).toMatchObject([{ state: 'running' }]);
});

describe('a start that ended as StartAmbiguous', () => {
  async function ambiguous(key: string) {
    const match = { kind: 'start', user: 'of-claimed' } as const;
    await lab.vendor['cisco-prime'].fault({ match, action: [{ do: 'twice' }, { do: 'reset', when: 'after' }] });
    const job = await lab.start('claimed', 'endless', { startTimeout: '6s', key });
    const { outcome, failure } = await lab.closed(job);
    expect(failure?.type).toBe('StartAmbiguous');
    return { job, candidates: outcome?.candidates ?? [] };
  }

  test('goes on with the vendor job that a person names, and is on the list until then', async () => {
    const { job, candidates } = await ambiguous('adopt');
    expect(await pass('claimed', 1)).toMatchObject({ orphans: [], undecided: [{ jobId: job.id }] });
    const { exitCode } = await lab.run('resolve', 'claimed/adopt', '--adopt', candidates[0] ?? '');
    expect(exitCode).toBe(0);
    expect(await lab.running(job)).toMatchObject({ vendorJobId: candidates[0] });
    const { memo } = await lab.reeve.client.workflow.getHandle(job.id).describe();
    expect(memo?.reeveResolved).toMatchObject({ how: 'adopted', of: expect.any(String), by: expect.any(String) });
    // The key is still this job's.
    const again = await lab.start('claimed', 'endless', { startTimeout: '6s', key: 'adopt' });
    expect(again.existing).toBe('running');
    expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
    expect((await lab.run('resolve', 'claimed/adopt', '--start-again')).output).toContain('found CANCELLED');
    for (const id of candidates)
      await lab.vendor['cisco-prime'].control({ do: 'setJob', job: id, patch: { end: 'canceled' } });
  });

  test('is started again where a person says that it was none', async () => {
    const { job, candidates } = await ambiguous('again');
    expect((await lab.run('resolve', 'claimed/again', '--start-again')).exitCode).toBe(0);
    const { vendorJobId } = await lab.running(job);
    expect(candidates).not.toContain(vendorJobId);
    expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
  });
});

test('refused stops and reclaim passes are counted where Prometheus reads', async () => {
  const job = await lab.start('xml', 'stubborn');
  await lab.running(job);
  expect(await job.stop()).toMatchObject({ verdict: 'refused' });
  await lab.endByHand(job, 'succeeded');
  await pass('xml', 0);
  const text = await (await fetch(metricsUrl)).text();
  expect(text).toMatch(/^reeve_stops_denied{[^}]*endpoint="xml"[^}]*reply="refused"[^}]*} 1$/m);
  expect(text).toMatch(/^reeve_reclaim_surveys{[^}]*endpoint="xml"[^}]*} 1$/m);
  expect(text).toMatch(/^reeve_orphans{[^}]*endpoint="xml"[^}]*} 0$/m);
});

test('reeve setup makes a schedule for each endpoint, once', async () => {
  const first = await lab.run('setup', '-c', lab.configPath, '--json');
  expect(JSON.parse(first.output)).toMatchObject({ searchAttributesAdded: [], schedulesCreated: { length: 6 } });
  const second = await lab.run('setup', '-c', lab.configPath, '--json');
  expect(JSON.parse(second.output)).toMatchObject({ schedulesCreated: [], schedulesUpdated: { length: 6 } });
  const { spec, action } = await lab.reeve.client.schedule.getHandle('reclaim/prime').describe();
  expect(spec.intervals).toMatchObject([{ every: 600_000 }]);
  expect(action).toMatchObject({ workflowType: 'reclaim', args: [{ endpoint: 'prime' }] });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
