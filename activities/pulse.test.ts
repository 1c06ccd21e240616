import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { nowMs, type Pulse, startPulse } from './pulse.ts';

const STUCK_MS = 60_000;
const MINUTE_MS = 60_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** How often it beats in a time, after what was done with it. */
async function beatsIn(ms: number, live: (pulse: Pulse) => void): Promise<number> {
  const environment = new MockActivityEnvironment();
  let beats = 0;
  await environment.run(async () => {
    const pulse = startPulse(STUCK_MS);
    live(pulse);
    environment.on('heartbeat', () => {
      beats += 1;
    });
    jest.advanceTimersByTime(ms);
    pulse.stop();
  });
  return beats;
}

test('without progress it beats no longer than what may take so long', async () => {
  expect(await beatsIn(10 * MINUTE_MS, (pulse) => pulse.progress())).toBe(29);
});

test('while it rests it beats, and after that as long as what may take so long', async () => {
  expect(await beatsIn(10 * MINUTE_MS, (pulse) => pulse.restUntil(nowMs() + 5 * MINUTE_MS))).toBe(150 + 29);
});

test('progress within a rest does not shorten it', async () => {
  const restAndGoOn = (pulse: Pulse) => {
    pulse.restUntil(nowMs() + 5 * MINUTE_MS);
    pulse.progress();
  };
  expect(await beatsIn(10 * MINUTE_MS, restAndGoOn)).toBe(150 + 29);
});
