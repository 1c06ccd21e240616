import { expect, test } from '@jest/globals';
import { ActivityNotFoundError } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Reading, State } from '../contract/job.ts';
import { MEMO_HANDLE } from '../contract/messages.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { countingMeter } from '../test/harness/counting-meter.ts';
import { reading, scriptedEndpoint } from '../test/harness/scripted-endpoint.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { tellParked } from './parked.ts';
import { sweepEndpoint } from './sweep-endpoint.ts';

interface Listed {
  id: string;
  state?: State;
  handle?: object;
}

/** A server with these jobs, that refuses the first offers, or waits before it lists for a second time. */
function serverWith(pages: Listed[][], { refusals = 0, secondList = Promise.resolve() } = {}) {
  const offers: object[] = [];
  const words: object[] = [];
  let lists = 0;
  async function* list() {
    const jobs = pages[Math.min(lists, pages.length - 1)] ?? [];
    lists += 1;
    if (lists === 2) await secondList;
    for (const { id, state, handle } of jobs) {
      yield {
        workflowId: `job/lab/${id}`,
        runId: `run-of-${id}`,
        startTime: new Date(),
        memo: handle && { [MEMO_HANDLE]: handle },
        typedSearchAttributes: { get: () => state },
      };
    }
  }
  const activity = {
    complete: async (of: object, news: object) => {
      offers.push({ ...of, ...news });
      if (offers.length <= refusals) throw new ActivityNotFoundError('not parked');
    },
    heartbeat: async (of: object, details: object) => void words.push({ ...of, ...details }),
  };
  const withAbortSignal = (_signal: unknown, ask: () => unknown) => ask();
  return { client: { workflow: { list }, activity, withAbortSignal } as never, offers, words };
}

type Server = ReturnType<typeof serverWith>;

type See = (id: string, endpoint: Endpoint) => Reading | Error;

/** Sweeps until nobody was listed for a moment; answers with the handles of each vendor call. */
async function sweep(server: Server, look: See, more: { draining?: AbortSignal } = {}) {
  const endpoint = scriptedEndpoint({ capabilities: { looksInOneCall: 3 } });
  endpoint.settings.sweep = { checkAfter: 600_000 };
  const calls: string[][] = [];
  const calledAtMs: number[] = [];
  endpoint.vendor.look = async (handles) => {
    calls.push(handles.map(({ id }) => String(id)));
    calledAtMs.push(performance.now());
    return handles.map(({ id }) => look(String(id), endpoint));
  };
  const { meter, counts } = countingMeter();
  const environment = new MockActivityEnvironment({}, { client: server.client, metricMeter: meter });
  const dependencies = { installation: 'test', endpoints: new Map([[endpoint.name, endpoint]]), ...more };
  const request = { endpoint: endpoint.name, idleAfterMs: 100 };
  const end = await environment.run(() => sweepEndpoint(dependencies, request)).catch((error: Error) => error);
  return { end, calls, calledAtMs, counts };
}

const waiting = (id: string): Listed => ({ id, state: 'running', handle: { id } });

test('all running jobs go out in full calls, those with like handles together; only news are offered', async () => {
  const ids = ['g', 'a', 'f', 'b', 'e', 'c', 'd'];
  const server = serverWith([ids.map(waiting), []]);
  const { end, calls } = await sweep(server, (id) => reading(id === 'c' ? 'succeeded' : 'running'));
  expect(end).toBe('idle');
  expect(calls).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  expect(server.offers).toEqual([
    {
      workflowId: 'job/lab/c',
      runId: 'run-of-c',
      activityId: 'await-running',
      news: 'reading',
      reading: expect.objectContaining({ state: 'succeeded' }),
    },
  ]);
});

test('the calls of a pass are spread over its interval', async () => {
  const ids = Array.from('abcdefghijkl');
  const server = serverWith([ids.map(waiting), []]);
  const { calledAtMs } = await sweep(server, () => reading('running'));
  const gaps = calledAtMs.slice(1).map((atMs, index) => atMs - (calledAtMs[index] ?? 0));
  expect(gaps).toHaveLength(3);
  // Four calls in four fifths of a second.
  for (const gap of gaps) expect(gap).toBeGreaterThan(100);
});

test('neighbours go out together where ids grow longer: a list of the time in which they were made stays short', async () => {
  const server = serverWith([['1000', '998', '1001', '100', '999', '99'].map(waiting), []]);
  const { calls } = await sweep(server, () => reading('running'));
  expect(calls).toEqual([
    ['99', '100', '998'],
    ['999', '1000', '1001'],
  ]);
});

test('news that a job does not wait for yet are offered again in the next pass', async () => {
  const server = serverWith([[waiting('a')], [waiting('a')], []], { refusals: 1 });
  await sweep(server, () => reading('succeeded'));
  expect(server.offers).toHaveLength(2);
});

test('a list that takes long holds up no pass; the jobs that it brings have their turn at once', async () => {
  const come = Promise.withResolvers<void>();
  const server = serverWith([[waiting('a')], [waiting('b')], []], { secondList: come.promise });
  const looks: string[] = [];
  await sweep(server, (id) => {
    looks.push(id);
    if (looks.join('') === 'aaa') come.resolve();
    return reading('running');
  });
  expect(looks.join('')).toMatch(/^a{3,}b+$/);
});

test('a job that parks in this process is looked at, whatever the list shows', async () => {
  const server = serverWith([[waiting('a')], []]);
  const looks: string[] = [];
  await sweep(server, (id, endpoint) => {
    looks.push(id);
    if (id === 'a')
      tellParked(endpoint, {
        workflowId: 'job/lab/b',
        runId: 'run-of-b',
        state: 'running',
        handle: { id: 'b' },
        startedAtMs: Date.now(),
      });
    return reading('succeeded');
  });
  expect(looks).toEqual(['a', 'b']);
  expect(server.offers).toMatchObject([
    { workflowId: 'job/lab/a' },
    { workflowId: 'job/lab/b', activityId: 'await-running' },
  ]);
});

test('jobs without a handle in their memo are left alone', async () => {
  const server = serverWith([
    [
      { id: 'a', state: 'running' },
      { id: 'b', handle: { id: 'b' } },
    ],
    [],
  ]);
  expect((await sweep(server, () => reading('succeeded'))).calls).toEqual([]);
});

test('a job that cannot be seen hides no other, and is not failed for it', async () => {
  const server = serverWith([[waiting('a'), waiting('b')], []]);
  await sweep(server, (id) => (id === 'a' ? new VendorError('Unavailable', 'away') : reading('failed')));
  expect(server.offers).toMatchObject([{ workflowId: 'job/lab/b', reading: { state: 'failed' } }]);
});

test('a word that is not known is counted, and a look that fails', async () => {
  const server = serverWith([[waiting('a'), waiting('b'), waiting('c')], []]);
  const unknown: Reading = { ...reading('suspended'), unknownWords: true };
  const { counts } = await sweep(server, (id) => (id === 'b' ? new VendorError('Unavailable', 'away') : unknown));
  expect(counts).toMatchObject({ reeve_unknown_words: 2, reeve_looks_failed: 1 });
  expect(server.offers).toHaveLength(2);
  expect(JSON.stringify(server.offers)).not.toContain('unknownWords');
});

test('how far a job is stands where people look for it', async () => {
  const server = serverWith([[{ ...waiting('a'), state: 'queued' }], []]);
  await sweep(server, () => ({ ...reading('queued'), percent: 40 }));
  expect(server.offers).toEqual([]);
  expect(server.words).toMatchObject([{ activityId: 'await-queued', runId: 'run-of-a', seen: 'QUEUED 40 %' }]);
});

test('a worker that takes no more work hands the sweeper over', async () => {
  const draining = new AbortController();
  const server = serverWith([[waiting('a')]]);
  const swept = sweep(server, () => reading('running'), { draining: draining.signal });
  setTimeout(() => draining.abort(), 100);
  expect((await swept).end).toMatchObject({ type: 'NotYet', message: expect.stringContaining('another one goes on') });
});
