import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Gate, type GateLimits } from './gate.ts';

const limits = (given: Partial<GateLimits> = {}): GateLimits => ({
  requestsPerWindow: undefined,
  windowMs: 200,
  concurrentRequests: 5,
  maxHoldMs: 60_000,
  ...given,
});
const never = new AbortController().signal;

/** The most calls in any window of this length. */
function busiest(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length));
}

test('no window of the vendor holds more than its limit', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 5 }));
  const times: number[] = [];
  const call = () =>
    gate.run('look', never, async (place) => {
      place.sent();
      times.push(performance.now());
    });
  await Promise.all(Array.from({ length: 22 }, call));
  expect(times).toHaveLength(22);
  expect(busiest(times, 200)).toBe(5);
});

test('a place counts from when the request went out, not from when it was given', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 1 }));
  let sentAt = 0;
  await gate.run('look', never, async (place) => {
    await sleep(150);
    place.sent();
    sentAt = performance.now();
  });
  await gate.run('look', never, async () => undefined);
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(200);
});

test('requests that are long on their way are counted where they arrive', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 2 }));
  const arrived: number[] = [];
  const call = (onTheWayMs: number) =>
    gate.run('look', never, async (place) => {
      place.sent();
      await sleep(onTheWayMs);
      arrived.push(performance.now());
    });
  await Promise.all([call(90), call(90), call(0), call(0)]);
  expect(busiest(arrived, 200)).toBe(2);
});

test('a slow answer costs half a window, not its whole time', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 1 }));
  const before = performance.now();
  const slow = gate.run('look', never, async (place) => {
    place.sent();
    await sleep(2_000);
  });
  await gate.run('look', never, async () => undefined);
  expect(performance.now() - before).toBeLessThan(1_500);
  await slow;
});

test('no more calls at once than allowed', async () => {
  const gate = new Gate(limits({ concurrentRequests: 3 }));
  let now = 0;
  let most = 0;
  const call = () =>
    gate.run('look', never, async () => {
      most = Math.max(most, ++now);
      await sleep(5);
      now -= 1;
    });
  await Promise.all(Array.from({ length: 12 }, call));
  expect(most).toBe(3);
});

test('stops go before starts, and starts before looks', async () => {
  const gate = new Gate(limits({ concurrentRequests: 1 }));
  const order: string[] = [];
  const enter = (kind: 'look' | 'start' | 'cancel') =>
    gate.run(kind, never, async () => {
      order.push(kind);
      await sleep(2);
    });
  await Promise.all([enter('look'), enter('look'), enter('start'), enter('cancel')]);
  expect(order).toEqual(['look', 'cancel', 'start', 'look']);
});

test('a refusal holds every call for as long as it asks', async () => {
  const gate = new Gate(limits());
  expect(gate.refused(1_200)).toBeLessThanOrEqual(1_200);
  const before = performance.now();
  await gate.run('cancel', never, async () => undefined);
  expect(performance.now() - before).toBeGreaterThanOrEqual(1_190);
});

test('a refusal without a time holds longer from one to the next, and never longer than the greatest hold', () => {
  const gate = new Gate(limits({ maxHoldMs: 5_000 }));
  expect(gate.refused(undefined)).toBeLessThanOrEqual(1_000);
  expect(gate.refused(undefined)).toBeGreaterThan(1_900);
  expect(gate.refused(3_600_000)).toBeLessThanOrEqual(5_000);
  expect(gate.refused(0)).toBeLessThanOrEqual(5_000);
});

test('the rate is halved by a refusal and comes back slowly', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 8, windowMs: 100, concurrentRequests: 50, maxHoldMs: 10 }));
  gate.refused(0);
  const times: number[] = [];
  const call = () =>
    gate.run('look', never, async (place) => {
      place.sent();
      times.push(performance.now());
    });
  await Promise.all(Array.from({ length: 12 }, call));
  expect(busiest(times, 100)).toBe(4);
  for (let accepted = 0; accepted < 100; accepted += 1) gate.accepted({ sentAt: performance.now() });
  times.length = 0;
  await sleep(120);
  await Promise.all(Array.from({ length: 16 }, call));
  expect(busiest(times, 100)).toBe(8);
});

test('who gives up while waiting is let go, and its place is not used up', async () => {
  const gate = new Gate(limits({ concurrentRequests: 1 }));
  const first = gate.run('look', never, () => sleep(30));
  const impatient = new AbortController();
  let ran = false;
  const second = gate.run('look', impatient.signal, async () => {
    ran = true;
  });
  impatient.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  await first;
  await gate.run('look', never, async () => undefined);
  expect(ran).toBe(false);
});

test('a stop passes everything that waits for a place, not only what waits for a slot', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 2, windowMs: 100, concurrentRequests: 50 }));
  const order: string[] = [];
  const enter = (kind: 'look' | 'cancel') =>
    gate.run(kind, never, async (place) => {
      place.sent();
      order.push(kind);
    });
  await Promise.all([...Array.from({ length: 8 }, () => enter('look')), enter('cancel')]);
  expect(order.indexOf('cancel')).toBe(2);
});

test('giving up is heard at once, also behind others that wait for a hold to end', async () => {
  const gate = new Gate(limits());
  gate.refused(5_000);
  const impatient = AbortSignal.timeout(50);
  const before = performance.now();
  const others = Array.from({ length: 3 }, () => gate.run('look', AbortSignal.timeout(300), async () => undefined));
  await expect(gate.run('start', impatient, async () => undefined)).rejects.toThrow();
  expect(performance.now() - before).toBeLessThan(250);
  await Promise.allSettled(others);
});

test('requests that take long to connect stay counted', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 2, windowMs: 50, concurrentRequests: 50 }));
  const sent: number[] = [];
  const call = () =>
    gate.run('look', never, async (place) => {
      await sleep(150);
      place.sent();
      sent.push(performance.now());
    });
  await Promise.all(Array.from({ length: 6 }, call));
  expect(busiest(sent, 50)).toBe(2);
});

test('a call that was never sent gives its place back', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 1, windowMs: 60_000 }));
  await gate.run('look', never, async () => undefined);
  await gate.run('look', never, async () => undefined);
});

test('refusals of one burst count once', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 8, maxHoldMs: 1_000 }));
  const sentAt = performance.now() - 10;
  for (let refusal = 0; refusal < 4; refusal += 1) gate.refused(0, { sentAt });
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, () =>
      gate.run('look', never, async (place) => {
        place.sent();
        times.push(performance.now());
      }),
    ),
  );
  expect(busiest(times, 200)).toBe(4);
});

test('an endpoint without a rate forgets its refusals too', () => {
  const gate = new Gate(limits());
  gate.refused(undefined);
  gate.accepted({ sentAt: performance.now() + 1 });
  expect(gate.refused(undefined)).toBeLessThanOrEqual(1_000);
});

test('has room only where a call would go out at once', async () => {
  const gate = new Gate(limits({ requestsPerWindow: 2, concurrentRequests: 1 }));
  const call = (until: Promise<unknown>) =>
    gate.run('look', never, async (place) => {
      place.sent();
      await until;
    });
  expect(gate.hasRoom()).toBe(true);
  let answer: (value?: unknown) => void = () => undefined;
  const first = call(new Promise((resolve) => (answer = resolve)));
  expect(gate.hasRoom()).toBe(false);
  answer();
  await first;
  expect(gate.hasRoom()).toBe(true);
  await call(Promise.resolve());
  expect(gate.hasRoom()).toBe(false);
  await sleep(250);
  expect(gate.hasRoom()).toBe(true);
  gate.refused(1_000);
  expect(gate.hasRoom()).toBe(false);
});
