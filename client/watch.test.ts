import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { watchJob } from './watch.ts';

/** A server with one job that no worker serves. Everything answers at once, so no test waits for a clock. */
function server() {
  const end = Promise.withResolvers<unknown>();
  const job = { status: 'RUNNING', historyLength: 3, describes: 0, results: 0 };
  const describe = async () => {
    job.describes += 1;
    return {
      workflowId: 'job/lab/a',
      runId: 'r',
      status: { name: job.status },
      startTime: new Date(0),
      historyLength: job.historyLength++,
      typedSearchAttributes: { get: () => undefined },
      raw: {},
    };
  };
  const result = () => {
    job.results += 1;
    return end.promise;
  };
  const now = (_: unknown, work: () => unknown) => work();
  const client = {
    options: { namespace: 'default' },
    withDeadline: now,
    withAbortSignal: now,
    workflow: { getHandle: () => ({ describe, result }) },
    workflowService: { describeTaskQueue: async () => ({ pollers: [] }) },
  } as unknown as Client;
  return { client, job, end };
}

/** What a promise has come to after everything that waits for no clock is done. */
async function settled<T>(promise: Promise<T>): Promise<T | 'waits'> {
  const turns = (async () => {
    for (let count = 0; count < 50; count += 1) await turn();
    return 'waits' as const;
  })();
  return await Promise.race([promise, turns]);
}

test('hears of the end without waiting for its next look', async () => {
  const { client, job, end } = server();
  const watching = watchJob(client, 'job/lab/a');
  expect(await watching.next()).toMatchObject({ value: { status: 'RUNNING' } });
  const next = watching.next();
  expect(await settled(next)).toBe('waits');
  job.status = 'COMPLETED';
  end.resolve({ state: 'succeeded' });
  expect(await settled(next)).toMatchObject({ value: { status: 'COMPLETED' } });
  expect(await watching.next()).toEqual({ value: undefined, done: true });
});

test('looks at a job where nothing changes without telling it again', async () => {
  const { client, job } = server();
  const watching = watchJob(client, 'job/lab/a');
  await watching.next();
  const next = watching.next();
  while (job.describes < 2) await turn();
  expect(await settled(next)).toBe('waits');
  expect(job.results).toBe(1);
  job.status = 'COMPLETED';
  expect(await next).toMatchObject({ value: { status: 'COMPLETED' } });
});

test('the failure to hear of the end is the failure of the watching', async () => {
  const { client, end } = server();
  const watching = watchJob(client, 'job/lab/a');
  await watching.next();
  const next = watching.next();
  end.reject(new Error('cut off'));
  await expect(next).rejects.toThrow('cut off');
});
