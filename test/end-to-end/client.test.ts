import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { JobSnapshot, ListOptions } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ccs: { vendor: 'symantec-ccs' }, prime: { vendor: 'cisco-prime' } });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

describe('watch', () => {
  test.concurrent('tells each change once and ends with the end', async () => {
    const job = await lab.start('prime', 'short');
    const seen: JobSnapshot[] = [];
    for await (const snapshot of job.watch({ signal: AbortSignal.timeout(60_000) })) seen.push(snapshot);
    expect(seen.at(-1)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(seen.filter(({ closedAt }) => closedAt !== undefined)).toHaveLength(1);
    const told = seen.map(({ state, view, pending }) => JSON.stringify([state, view?.reading?.words, pending]));
    expect(told).toEqual([...new Set(told)]);
  });

  test.concurrent('a job that did not succeed is told as it ended, without an error', async () => {
    const job = await lab.start('ccs', 'endless');
    const states: (string | undefined)[] = [];
    for await (const { state, vendorJobId, outcome } of job.watch()) {
      states.push(outcome?.verdict ?? state);
      if (vendorJobId !== undefined && outcome === undefined) await job.stop({ by: 'watcher' });
    }
    expect(states.at(-1)).toBe('canceled');
  });

  test.concurrent('an abort ends the watching with its reason, and leaving the loop ends nothing else', async () => {
    const job = await lab.start('ccs', 'endless');
    for await (const { id } of job.watch()) {
      expect(id).toBe(job.id);
      break;
    }
    const stop = new AbortController();
    const watching = (async () => {
      for await (const { state } of job.watch({ signal: stop.signal })) if (state === 'running') stop.abort('enough');
    })();
    await expect(watching).rejects.toBe('enough');
    await expect(job.watch({ signal: AbortSignal.abort('late') }).next()).rejects.toBe('late');
    expect(await job.get()).toMatchObject({ status: 'RUNNING' });
    expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
  });

  test.concurrent('a job that is not there is an error', async () => {
    await expect(lab.reeve.job('ccs/nobody').watch().next()).rejects.toMatchObject({ name: 'UnknownJob' });
  });
});

const sorted = (ids: string[]) => ids.toSorted((one, other) => one.localeCompare(other));

test.concurrent('each filter of a list finds its jobs, and the server takes every one', async () => {
  const begun = new Date();
  const kept = await lab.start('ccs', 'endless', { labels: ['night', "it's"] });
  const done = await lab.start('prime', 'short', { labels: ['night'] });
  await lab.running(kept);
  await lab.closed(done);
  const find = async (options: ListOptions) => {
    const jobs = await lab.reeve.list({ ...options, label: ['night', ...[options.label ?? []].flat()] });
    return sorted(jobs.map(({ id }) => id));
  };
  const both = sorted([kept.id, done.id]);
  const isListed = async () => (await find({ state: 'succeeded' }))[0];
  await until('both are listed as they are', isListed, () => find({}));
  expect(await find({ since: begun })).toEqual(both);
  expect(await find({ state: ['running', 'succeeded'], outOfSight: false })).toEqual(both);
  const one: ListOptions[] = [
    { vendor: 'symantec-ccs' },
    { endpoint: 'ccs' },
    { operation: 'run' },
    { state: ['queued', 'running', 'suspended'] },
    { running: true },
    { label: "it's" },
  ];
  expect(await Promise.all(one.map(find))).toEqual(one.map(() => [kept.id]));
  const none: ListOptions[] = [
    { until: begun },
    { cause: 'expiry' },
    { outOfSight: true },
    { stopUnconfirmed: true },
    { label: 'day' },
  ];
  expect(await Promise.all(none.map(find))).toEqual(none.map(() => []));
  await kept.stop();
  const isStopped = async () => (await find({ cause: 'request', verdict: 'canceled', stopUnconfirmed: false }))[0];
  expect(await until('the stop is listed', isStopped, () => find({}))).toBe(kept.id);
});

test.concurrent('a job that another program started with its request in the memo has its key, and no other request', async () => {
  const { operation, params } = lab.order('ccs', 'endless');
  const request = { endpoint: 'ccs', operation, params, expiresIn: '10 minutes', key: 'from-elsewhere' };
  await lab.reeve.client.workflow.start('runJob', {
    workflowId: 'job/ccs/from-elsewhere',
    taskQueue: 'reeve',
    args: [request],
    memo: { reeveRequest: request },
  });
  expect(await lab.reeve.startUntyped(request)).toMatchObject({ existing: 'running' });
  await expect(lab.reeve.startUntyped({ ...request, expiresIn: '1h' })).rejects.toMatchObject({
    name: 'KeyConflict',
    differences: [{ field: 'expiresIn', existing: '10 minutes', requested: '1h' }],
  });
  await lab.reeve.job('ccs/from-elsewhere').stop();
});
