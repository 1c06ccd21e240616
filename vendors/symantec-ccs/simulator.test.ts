import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Reading } from '../../contract/job.ts';
import type { StartContext, Started, Vendor } from '../../contract/vendor.ts';
import { type RunningSimulator, type Simulators, startSimulators } from '../../simulators/index.ts';
import { Gate } from '../gate.ts';
import { createHttp, type Http } from '../http.ts';
import { symantecCcs } from './index.ts';
import { signal } from './stub.ts';

let simulators: Simulators;
let ccs: RunningSimulator;
let http: Http;
let vendor: Vendor;

beforeAll(async () => {
  const jobs = [{ name: 'Often-Run', behaviour: { pendingSeconds: 0, seconds: 2, ends: 'completed' as const } }];
  simulators = await startSimulators({ vendors: ['symantec-ccs'], speed: 20, 'symantec-ccs': { jobs } });
  ccs = simulators.get('symantec-ccs');
});
afterAll(() => simulators.stop());

function connect(password: string, passwordEncoding = 'base64'): Vendor {
  const url = new URL(ccs.url);
  const limits = { requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 20, maxHoldMs: 10 };
  http = createHttp({ endpoint: 'ccs', url, ca: simulators.ca, timeoutMs: 500, sessions: 20 }, new Gate(limits));
  const settings = { passwordEncoding };
  return symantecCcs.create({
    name: 'ccs',
    url,
    credentials: { username: 'domain1\\administrator', password },
    settings,
    http,
  });
}

beforeEach(() => {
  ccs.resetCalls();
  vendor = connect('pass@123');
});
afterEach(async () => {
  ccs.clearFaults();
  await http.close();
});

const idOf = (name: string) => (ccs.inventory().jobNames as Record<string, string>)[name];
const wanted = (): StartContext => {
  const intendedAtMs = Date.now();
  return { signal, operation: 'run', stamp: 'rv-a', intendedAtMs, nowMs: () => Date.now() };
};
const start = (name: string, context = wanted()) => vendor.start({ jobId: idOf(name) }, context);

async function watch({ handle }: Started): Promise<Reading> {
  for (;;) {
    const [looked] = await vendor.look([handle], { signal });
    if (looked === undefined || looked instanceof Error) throw looked;
    if (['succeeded', 'failed', 'canceled'].includes(looked.state)) return looked;
    await sleep(50);
  }
}

const cancel = ({ handle }: Started) => vendor.cancel([{ handle, secondsLeft: null, rung: 0 }], { signal });

test.each([
  ['Quick-Collection', 'succeeded', 'Completed'],
  ['Broken-Evaluation', 'failed', 'Faulted'],
])('%s ends as %s', async (name, state, words) => {
  const started = await start(name);
  expect(started.reading).toMatchObject({ state: 'running' });
  expect(await watch(started)).toMatchObject({ state, words, result: { endedAt: expect.any(String) } });
});

test('an aborted run is read as canceled, and a second abort knows that it is over', async () => {
  const started = await start('Endless-Collection');
  expect(await cancel(started)).toEqual([{ reply: 'accepted' }]);
  expect(await watch(started)).toMatchObject({ state: 'canceled', words: 'Aborted' });
  expect(await cancel(started)).toEqual([{ reply: 'alreadyOver' }]);
});

test('a run that refuses its abort is told as refused', async () => {
  expect(await cancel(await start('Sealed-Evaluation'))).toMatchObject([{ reply: 'refused', why: /.{10}/ }]);
});

test('a run whose answer was lost is found, its predecessor is not', async () => {
  const earlier = await start('Often-Run');
  await watch(earlier);
  ccs.patchJob(earlier.vendorJobId, { set: { JobStartTime: new Date(Date.now() - 4_000).toISOString() } });
  ccs.addFaults({ match: { kind: 'start' }, action: { do: 'reset', when: 'after' } });
  const context = wanted();
  await expect(start('Often-Run', context)).rejects.toMatchObject({ type: 'AnswerLost' });
  const found = await vendor.find({ jobId: idOf('Often-Run') }, context);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ by: 'content' });
  expect(found[0]?.vendorJobId).not.toBe(earlier.vendorJobId);
});

test('tokens that die with the service cost one new one', async () => {
  const started = await start('Quarterly-Audit');
  ccs.control({ do: 'expireTokens' });
  const before = ccs.ledger().calls.length;
  const looks = await Promise.all(Array.from({ length: 10 }, () => vendor.look([started.handle], { signal })));
  expect(looks.flat()).toMatchObject(Array(10).fill({ state: 'running' }));
  const tokenCalls = ccs
    .ledger()
    .calls.slice(before)
    .filter(({ path }) => path.endsWith('/oauth/tokens'));
  expect(tokenCalls).toHaveLength(1);
});

test('a refresh token that is dead too is replaced by the password', async () => {
  const [looked] = await vendor.look([{ jobId: idOf('Quick-Collection') ?? '', runId: 'none' }], { signal });
  expect(looked).toMatchObject({ type: 'NotFound' });
  const everyToken = { do: 'expireTokens', which: 'all' } as const;
  ccs.control(everyToken);
  await watch(await start('Quick-Collection'));
});

test('a plain password is taken, a wrong one is Unauthorized', async () => {
  await http.close();
  vendor = connect('pass@123', 'plain');
  await watch(await start('Quick-Collection'));
  await http.close();
  vendor = connect('wrong-one');
  const failed = await start('Quick-Collection').catch((error: unknown) => error);
  expect(failed).toMatchObject({ type: 'Unauthorized' });
  expect(String(failed)).not.toContain('wrong-one');
});
