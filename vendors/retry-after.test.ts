import { expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const NOW = 'Sat, 21 Nov 2026 10:00:00 GMT';
const rows: [words: string, headers: Record<string, string>, ms: number | undefined][] = [
  ['none', {}, undefined],
  ['empty', { 'retry-after': '' }, undefined],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['a part of a second', { 'retry-after': '0.5' }, 500],
  ['zero', { 'retry-after': '0' }, 0],
  ['negative', { 'retry-after': '-5' }, 0],
  ['absurd', { 'retry-after': '99999999' }, 99_999_999_000],
  ["a date, by the answer's own clock", { 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT', date: NOW }, 30_000],
  ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT', date: NOW }, 0],
  ['an absurd date', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT', date: NOW }, 251_607_045_599_000],
  ['more digits than a number holds', { 'retry-after': '9'.repeat(400) }, Number.POSITIVE_INFINITY],
  ['nonsense', { 'retry-after': 'soon' }, undefined],
];

test.each(rows)('Retry-After: %s', (_words, headers, ms) => {
  expect(retryAfterMs(new Headers(headers))).toBe(ms);
});
