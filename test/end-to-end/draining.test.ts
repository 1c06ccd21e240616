import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { eventNames } from '../harness/end-to-end-histories.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  const patient = { vendor: 'cisco-prime', fields: { timeout: '20s' } } as const;
  lab = await startLab({ late: patient, never: patient });
});
afterAll(() => lab.stop(), 30_000);

/** Starts a job whose start the vendor carries out and answers late, or never, and waits until it has come. */
async function startSlowly(endpoint: string, action: { do: 'hang' } | { do: 'delay'; ms: number; when: 'after' }) {
  const prime = lab.vendor['cisco-prime'];
  const starts = await prime.fault({ match: { kind: 'start', user: `of-${endpoint}` }, action });
  const job = await lab.start(endpoint, 'steady', { startTimeout: '12s' });
  const made = () => prime.jobsOf(`of-${endpoint}`);
  await prime.until('the start was carried out', async () => (await made()).length === 1);
  const events = async () => eventNames(await lab.reeve.client.workflow.getHandle(job.id).fetchHistory());
  return { job, starts, made, events };
}

test('SIGTERM lets a start that is under way come back, and the next worker goes on with it', async () => {
  const worker = await lab.startWorker();
  const { job, starts, made, events } = await startSlowly('late', { do: 'delay', ms: 2_000, when: 'after' });
  worker.signal('SIGTERM');
  expect(await worker.exited).toBe(0);
  expect(await events()).toContain('activityTaskCompleted');
  await lab.startWorker();
  const end = await lab.closed(job);
  expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect(end.events).not.toContain('activityTaskScheduled findJob');
  expect(await starts()).toEqual({ seen: 1, hits: 1 });
  expect(await made()).toMatchObject([{ ended: 'succeeded', startRequests: 1 }]);
});

test('a second signal ends the worker at once; what it had under way is found', async () => {
  await lab.stopWorkers();
  const worker = await lab.startWorker();
  const { job, starts, made } = await startSlowly('never', { do: 'hang' });
  worker.signal('SIGTERM');
  await until('the worker drains', () => worker.output().includes('draining') || undefined, worker.output);
  const askedAtMs = Date.now();
  let how: number | NodeJS.Signals | undefined;
  void worker.exited.then((code) => {
    how = code;
  });
  // More than one more, for two at once are one press of Ctrl-C.
  await until('the worker ends', () => how ?? void worker.signal('SIGTERM'), worker.output);
  expect(how).toBe(1);
  expect(Date.now() - askedAtMs).toBeLessThan(5_000);
  await lab.startWorker();
  expect(await lab.closed(job, 45_000)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect(await starts()).toEqual({ seen: 1, hits: 1 });
  expect(await made()).toMatchObject([{ ended: 'succeeded', startRequests: 1 }]);
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
