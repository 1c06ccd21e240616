import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, percentile, summaryOf } from './statistics.ts';

test.each([
  [[5], 0.95, 5],
  [[3, 1, 2], 0.5, 2],
  [[4, 1, 3, 2], 0.5, 2.5],
  [[10, 20, 30, 40, 50], 0.25, 20],
  [[10, 20], 0.95, 19.5],
  [[1, 2, 3], 0, 1],
  [[1, 2, 3], 1, 3],
])('of %j, the part %p lies below %p', (values, part, expected) => {
  expect(percentile(values, part)).toBeCloseTo(expected, 10);
});

test('of nothing there is none', () => {
  expect(percentile([], 0.5)).toBeNaN();
});

test('a summary tells the middle and both ends, and leaves the values as they are', () => {
  const values = [30, 10, 20];
  expect(summaryOf(values)).toEqual({ median: 20, least: 10, greatest: 30, turns: 3 });
  expect(values).toEqual([30, 10, 20]);
});

test('at least half of all values are no greater than the median, and at least half no less', () => {
  const values = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(values, (all) => {
      const middle = median(all);
      const below = all.filter((value) => value <= middle).length;
      const above = all.filter((value) => value >= middle).length;
      return below >= all.length / 2 && above >= all.length / 2;
    }),
  );
});
