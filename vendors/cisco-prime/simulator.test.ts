import { afterEach, describe, expect, test } from '@jest/globals';
import type { Handle, Reading } from '../../contract/job.ts';
import type { StartContext, Vendor } from '../../contract/vendor.ts';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { Gate } from '../gate.ts';
import { createHttp, type Http } from '../http.ts';
import { ciscoPrime } from './index.ts';
import { params } from './params.ts';

const signal = new AbortController().signal;
let simulators: Simulators;
let http: Http;

/** The vendor against the simulator, over HTTPS. */
async function connect(format: 'xml' | 'json'): Promise<Vendor> {
  simulators = await startSimulators({ vendors: ['cisco-prime'], speed: 20 });
  const url = new URL(simulators.get('cisco-prime').url);
  const gate = new Gate({ requestsPerWindow: 5, windowMs: 1_000, concurrentRequests: 5, maxHoldMs: 60_000 });
  http = createHttp({ endpoint: 'sim', url, ca: simulators.ca, timeoutMs: 10_000, sessions: 5 }, gate);
  const user = simulators
    .get('cisco-prime')
    .inventory()
    .users.find(({ may }) => may.join().includes('Write'));
  if (user === undefined) throw new Error('the simulator has no user that may write');
  const settings = ciscoPrime.settings.parse({ format });
  return ciscoPrime.create({
    name: 'sim',
    url,
    credentials: { username: user.name, password: user.password },
    settings,
    http,
  });
}
afterEach(async () => {
  await http.close();
  await simulators.stop();
});

function deploy(vendor: Vendor, templateName: string, more: object = {}) {
  const wanted = params['deploy-template'].parse({
    templateName,
    devices: [{ id: '1001', variables: { a: '<&>' } }],
    ...more,
  });
  const context: StartContext = {
    signal,
    operation: 'deploy-template',
    stamp: 'rv-a',
    intendedAtMs: Date.now(),
    nowMs: Date.now,
  };
  return { context, wanted, start: () => vendor.start(wanted, context), find: () => vendor.find(wanted, context) };
}

/** Looks until the state is no other's; the simulator's jobs take seconds. */
async function until(vendor: Vendor, handle: Handle, isEnough: (reading: Reading) => boolean): Promise<Reading> {
  for (;;) {
    const [looked] = await vendor.look([handle], { signal });
    if (looked === undefined || looked instanceof Error) throw looked ?? new Error('no reading');
    if (isEnough(looked)) return looked;
  }
}
const isOver = ({ state }: Reading) => ['succeeded', 'failed', 'canceled'].includes(state);

describe.each(['xml', 'json'] as const)('against the simulator in %s', (format) => {
  test('a deploy runs to its end, whichever that is', async () => {
    const vendor = await connect(format);
    const good = await deploy(vendor, 'Config-Push-Fast').start();
    const bad = await deploy(vendor, 'Config-Push-Bad').start();
    const part = await deploy(vendor, 'Config-Push-Partial').start();
    expect(await until(vendor, good.handle, isOver)).toMatchObject({
      state: 'succeeded',
      handle: { runId: expect.any(String) },
    });
    expect(await until(vendor, bad.handle, isOver)).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/\w/),
    });
    expect(await until(vendor, part.handle, isOver)).toMatchObject({ state: 'failed' });
    expect(await vendor.look([bad.handle, { jobName: 'nobody' }, good.handle], { signal })).toMatchObject([
      { state: 'failed' },
      { type: 'NotFound' },
      { state: 'succeeded' },
    ]);
  }, 30_000);

  test('a cancel stops what runs and what waits, and says what it could not stop', async () => {
    const vendor = await connect(format);
    const endless = await deploy(vendor, 'Config-Push-Endless').start();
    const stubborn = await deploy(vendor, 'Config-Push-Stubborn').start();
    const startTime = new Date(Date.now() + 3_600_000).toISOString();
    const later = await deploy(vendor, 'Config-Push-Slow', { startTime }).start();
    const all = [endless, stubborn, later];
    for (const { handle } of all.slice(0, 2)) await until(vendor, handle, ({ state }) => state === 'running');
    expect(await until(vendor, later.handle, () => true)).toMatchObject({ state: 'queued' });
    const asks = [...all.map(({ handle }) => handle), { jobName: 'nobody' }].map((handle) => ({
      handle,
      secondsLeft: 9,
      rung: 0,
    }));
    expect(await vendor.cancel(asks, { signal })).toMatchObject([
      { reply: 'accepted' },
      { reply: 'refused', why: expect.stringMatching(/\w/) },
      { reply: 'accepted' },
      { reply: 'unknownJob' },
    ]);
    expect(await until(vendor, endless.handle, isOver)).toMatchObject({ state: 'canceled' });
    expect(await until(vendor, later.handle, isOver)).toMatchObject({ state: 'canceled' });
    expect(await vendor.cancel(asks.slice(0, 1), { signal })).toEqual([{ reply: 'alreadyOver' }]);
  }, 30_000);

  test('a start whose answer was lost is found, and one that never came is not', async () => {
    const vendor = await connect(format);
    const lost = deploy(vendor, 'Config-Push-Slow');
    expect(await lost.find()).toEqual([]);
    const { vendorJobId } = await lost.start();
    expect(await lost.find()).toMatchObject([{ by: 'content', vendorJobId }]);
    const startTime = new Date(Date.now() + 3_600_000).toISOString();
    const later = deploy(vendor, 'Config-Push-Slow', { startTime });
    const scheduled = await later.start();
    expect(await later.find()).toMatchObject([{ vendorJobId: scheduled.vendorJobId }]);
  }, 30_000);

  test('a job is adopted by each of its ids', async () => {
    const vendor = await connect(format);
    const { handle, vendorJobId } = await deploy(vendor, 'Config-Push-Endless').start();
    const { handle: grown } = await until(vendor, handle, (reading) => reading.handle !== undefined);
    const { jobId, runId } = grown as { jobId: string; runId: string };
    for (const ids of [
      { jobName: vendorJobId },
      { jobId },
      { runId },
      { jobName: vendorJobId, jobId, runId },
    ] as Record<string, string>[])
      expect(await vendor.adopt(ids, { signal })).toMatchObject({ vendorJobId, reading: { state: 'running' } });
    await expect(vendor.adopt({ jobId: 999_999_999 }, { signal })).rejects.toMatchObject({ type: 'NotFound' });
  }, 30_000);
});
