import { afterEach, describe, expect, test } from '@jest/globals';
import { connect as connectTo, deploy, isOver, type Simulated, signal, until } from './__fixtures__/simulated.ts';

let simulated: Simulated;
afterEach(() => simulated.stop());

async function connect(format: 'xml' | 'json') {
  simulated = await connectTo({ format });
  return simulated.vendor;
}

// What each API version does is in versions.test.ts; here it is Prime with its limits on.
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
});
