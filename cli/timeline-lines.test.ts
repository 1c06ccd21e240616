import { expect, test } from '@jest/globals';
import type { TimelineStep } from '../client/index.ts';
import { timelineTable, tookWords } from './timeline-lines.ts';

const at = '2027-01-31T12:00:00.000Z';
const STEPS: TimelineStep[] = [
  { at, step: 'stopAsked', words: 'by request, asked by ann', tookMs: 3_140 },
  { at, step: 'proof', words: 'ABORTED\u001b[2J', tookMs: 0 },
  { at, step: 'closed', words: 'Canceled', tookMs: 0 },
];
const stream = (fields: object) => fields as NodeJS.WriteStream;

test('to a pipe: each step with how long it took, whole and without colours', () => {
  expect(timelineTable(STEPS, stream({ isTTY: false })).split('\n')).toEqual([
    'WHEN                      WHAT        TOOK   DETAIL',
    `${at}  stop asked  3.1 s  by request, asked by ann`,
    `${at}  proof       0.0 s  ABORTED [2J`,
    `${at}  closed             Canceled`,
  ]);
});

test('a narrow terminal has what happened, not when', () => {
  const lines = timelineTable(STEPS, stream({ isTTY: true, columns: 40 })).split('\n');
  expect(lines[1]).toBe('stop asked  3.1 s  by request, asked by…');
});

test.each([
  [40, '0.0 s'],
  [9_940, '9.9 s'],
  [65_000, '1 min 5 s'],
])('%i ms are told as %s', (ms, words) => {
  expect(tookWords(ms)).toBe(words);
});
