import { expect, test } from '@jest/globals';
import type { CallRecord } from '../simulators/index.ts';
import { rateUse } from './rate-use.ts';

const ALLOWED = { calls: 5, windowMs: 1_000, graceMs: 5_000 };

function call(at: number, more: Partial<CallRecord> = {}): CallRecord {
  return { n: 0, at, kind: 'start', method: 'PUT', path: '/', status: 200, ...more };
}

/** So many calls a second, evenly, for so many seconds. */
function evenly(perSecond: number, seconds: number, more: Partial<CallRecord> = {}): CallRecord[] {
  return Array.from({ length: perSecond * seconds + 1 }, (_, index) => call(1_000 + (index * 1_000) / perSecond, more));
}

test('the whole rate without a refusal', () => {
  expect(rateUse(evenly(5, 20), ALLOWED)).toEqual({ refused: 0, used: expect.closeTo(1, 1), busiest: 5 });
});

test('half of the rate', () => {
  expect(rateUse(evenly(2, 40), ALLOWED).used).toBeCloseTo(0.4, 1);
});

test('refused calls use nothing, and those of the first seconds are not counted', () => {
  const late = rateUse([...evenly(5, 20), ...evenly(5, 20, { refused: true })], ALLOWED);
  expect(late).toEqual({ refused: 0.5, used: expect.closeTo(1, 1), busiest: 10 });
  const early = [call(1_000, { refused: true }), call(5_900, { refused: true }), ...evenly(5, 20)];
  expect(rateUse(early, ALLOWED).refused).toBe(0);
});

test('looks count too, as long as there is something to start', () => {
  const looks = evenly(3, 20, { kind: 'look' });
  expect(rateUse([...evenly(2, 20), ...looks], ALLOWED).used).toBeCloseTo(1, 1);
  const late = Array.from({ length: 100 }, (_, index) => call(60_000 + index, { kind: 'look' }));
  expect(rateUse([...evenly(2, 20), ...looks, ...late], ALLOWED).used).toBeCloseTo(1, 1);
});
