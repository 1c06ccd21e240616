import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Handle, Reading } from '../../contract/job.ts';
import { connect, deploy, isOver, type Simulated, signal, until } from './__fixtures__/simulated.ts';
import { resume, suspend } from './suspend.ts';

const TABLE = (['v1', 'v2', 'v3', 'v4'] as const).flatMap((apiVersion) => [
  { apiVersion, format: 'xml' as const },
  { apiVersion, format: 'json' as const },
]);
const NOBODY = { jobName: 'nobody' };
const inAnHour = () => ({ startTime: new Date(Date.now() + 3_600_000).toISOString() });

describe.each(TABLE)('API $apiVersion in $format', ({ apiVersion, format }) => {
  let simulated: Simulated;
  beforeEach(async () => {
    simulated = await connect({ apiVersion, format }, { perUser: -1 });
  });
  afterEach(async () => {
    const elsewhere = simulated.sent().filter((call) => !call.includes(` /webacs/api/${apiVersion}/`));
    await simulated.stop();
    expect(elsewhere).toEqual([]);
  });
  const start = (templateName: string, more = {}) => deploy(simulated.vendor, templateName, more).start();
  const look = (...handles: Handle[]) => simulated.vendor.look(handles, { signal });
  const cancel = (...handles: Handle[]) =>
    simulated.vendor.cancel(
      handles.map((handle) => ({ handle, secondsLeft: 9, rung: 0 })),
      { signal },
    );

  test('a start is found, looked at alone and among others, and adopted by each of its ids', async () => {
    const { vendor } = simulated;
    const wanted = deploy(vendor, 'Config-Push-Endless');
    expect(await wanted.find()).toEqual([]);
    const { handle, vendorJobId } = await wanted.start();
    expect(await wanted.find()).toMatchObject([{ by: 'content', vendorJobId }]);
    const bad = (await start('Config-Push-Bad')).handle;
    const [running] = await look(handle);
    expect(running).toMatchObject({
      state: 'running',
      handle: { jobId: expect.any(String), runId: expect.any(String) },
    });
    await until(vendor, bad, isOver);
    expect(await look(bad)).toMatchObject([{ state: 'failed', message: expect.stringContaining('Device is unreach') }]);
    const both = [{ state: 'failed' }, { type: 'NotFound' }, { state: 'running' }];
    expect(await look(bad, NOBODY, handle)).toMatchObject(both);
    const { handle: grown } = running as Reading;
    const { jobName, jobId, runId } = grown as Record<string, string>;
    for (const ids of [{ jobName }, { jobId }, { runId }, { jobName, jobId, runId }] as Record<string, string>[])
      expect(await vendor.adopt(ids, { signal })).toMatchObject({ vendorJobId, reading: { state: 'running' } });
    await expect(vendor.adopt({ jobId: 999_999_999 }, { signal })).rejects.toMatchObject({ type: 'NotFound' });
  });

  test('a cancel of one, and of several of which one is refused', async () => {
    const { handle: one } = await start('Config-Push-Endless');
    expect(await cancel(one)).toEqual([{ reply: 'accepted' }]);
    expect(await until(simulated.vendor, one, isOver)).toMatchObject({ state: 'canceled' });
    const stubborn = (await start('Config-Push-Stubborn')).handle;
    expect(await cancel(stubborn)).toMatchObject([{ reply: 'refused', why: expect.stringContaining('cannot be can') }]);
    const running = (await start('Config-Push-Endless')).handle;
    const waiting = (await start('Config-Push-Slow', inAnHour())).handle;
    expect(await cancel(running, stubborn, NOBODY, waiting, one)).toMatchObject([
      { reply: 'accepted' },
      { reply: 'refused' },
      { reply: 'unknownJob' },
      { reply: 'accepted' },
      { reply: 'alreadyOver' },
    ]);
    expect(await until(simulated.vendor, running, isOver)).toMatchObject({ state: 'canceled' });
    expect(await look(waiting, stubborn)).toMatchObject([{ state: 'canceled' }, { state: 'running' }]);
  });

  test('a suspend turns triggers off and a resume turns them on; the run goes on', async () => {
    type Prime = { jobName: string };
    const waiting = (await start('Config-Push-Slow', inAnHour())).handle as Prime;
    const running = (await start('Config-Push-Endless')).handle as Prime;
    const off = { reply: 'accepted', note: expect.stringContaining('is off') };
    const on = { reply: 'accepted', note: expect.stringContaining('is on;') };
    const { api } = simulated;
    expect(await suspend(api, [waiting], { signal })).toEqual([off]);
    expect(await look(waiting)).toMatchObject([{ state: 'suspended' }]);
    expect(await suspend(api, [running, NOBODY, waiting], { signal })).toEqual([
      off,
      { reply: 'unknownJob', why: expect.stringContaining('does not know it') },
      off,
    ]);
    expect(await look(running)).toMatchObject([{ state: 'running', words: 'SUSPENDED / RUNNING / UNKNOWN' }]);
    expect(await resume(api, [waiting, running], { signal })).toEqual([on, on]);
    expect(await look(waiting, running)).toMatchObject([{ state: 'queued' }, { state: 'running' }]);
    expect(await cancel(waiting)).toEqual([{ reply: 'accepted' }]);
    const refused = { reply: 'refused', why: expect.stringContaining('is not suspended') };
    expect(await resume(api, [waiting, running], { signal })).toEqual([refused, on]);
  });
});
