import { expect, test } from '@jest/globals';
import { clockDifference, isFurtherApart } from './clock-difference.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const date = (ms: number) => new Date(ms).toUTCString();

test('a clock that agrees is within half the round trip and half a second', () => {
  const exchange = { sentAtMs: NOON + 400, answeredAtMs: NOON + 600, date: date(NOON) };
  expect(clockDifference([exchange])).toEqual({ seconds: 0, uncertainty: 0.6 });
});

test.each([
  [90_000, 90],
  [-3_600_000, -3_600],
])('a clock that differs by %i ms is %i s away', (skewMs, seconds) => {
  const exchange = { sentAtMs: NOON + 450, answeredAtMs: NOON + 550, date: date(NOON + skewMs) };
  expect(clockDifference([exchange])).toEqual({ seconds, uncertainty: 0.55 });
});

test('the fastest answer counts', () => {
  const slow = { sentAtMs: NOON - 9_000, answeredAtMs: NOON + 1_000, date: date(NOON) };
  const fast = { sentAtMs: NOON + 490, answeredAtMs: NOON + 510, date: date(NOON) };
  expect(clockDifference([slow, fast, { ...slow, date: null }])).toEqual({ seconds: 0, uncertainty: 0.51 });
});

test('without a Date that can be read, nothing is known', () => {
  expect(clockDifference([])).toBeUndefined();
  expect(clockDifference([{ sentAtMs: NOON, answeredAtMs: NOON, date: null }])).toBeUndefined();
  expect(clockDifference([{ sentAtMs: NOON, answeredAtMs: NOON, date: 'noon' }])).toBeUndefined();
});

test('clocks are too far apart only where they surely are', () => {
  expect(isFurtherApart({ seconds: -5.7, uncertainty: 0.6 }, 5)).toBe(true);
  expect(isFurtherApart({ seconds: 5.5, uncertainty: 0.6 }, 5)).toBe(false);
});
