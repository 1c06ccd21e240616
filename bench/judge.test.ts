import { expect, test } from '@jest/globals';
import { judge, targetText } from './judge.ts';
import type { Figure } from './scenario.ts';

const most: Figure = { name: 'most', text: 'at most', unit: 'count', atMost: 10, inShort: true };
const least: Figure = { name: 'least', text: 'at least', unit: 'ratio', atLeast: 0.8 };
const plain: Figure = { name: 'plain', text: 'no target', unit: 'ms' };

const verdictOf = (figure: Figure, ...values: number[]) =>
  judge([figure], { [figure.name]: values }, false)[0]?.verdict;

test.each([
  ['at most 10', most, 10, 'met'],
  ['at most 10', most, 10.01, 'missed'],
  ['at most 10', most, -5, 'met'],
  ['at least 0.8', least, 0.8, 'met'],
  ['at least 0.8', least, 0.79, 'missed'],
  ['no target', plain, 1_000_000, undefined],
] as const)('%s', (_target, figure, value, expected) => {
  expect(verdictOf(figure, value)).toBe(expected);
});

test('the median of the turns counts, not the best and not the worst', () => {
  expect(verdictOf(most, 1, 9, 30)).toBe('met');
  expect(verdictOf(most, 1, 11, 12)).toBe('missed');
});

test('a target that was not measured is missed', () => {
  expect(judge([most], {}, false)).toMatchObject([{ verdict: 'missed' }]);
  expect(verdictOf(most, Number.NaN)).toBe('missed');
});

test('the short form judges only what it measures', () => {
  expect(judge([most, least, plain], { most: [3] }, true)).toMatchObject([{ figure: most, verdict: 'met' }]);
});

test('a figure that nobody has declared is a mistake of the scenario', () => {
  expect(() => judge([most], { most: [1], more: [2] }, false)).toThrow('more');
});

test('a target is said in words', () => {
  expect([most, least, plain].map(targetText)).toEqual(['at most 10', 'at least 0.8', '']);
});
