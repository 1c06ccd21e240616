import { expect, test } from '@jest/globals';
import { seenText } from '../activities/look.ts';
import type { RecordedJob } from '../client/index.ts';
import { barOf, Estimates, etaWords, percentOf } from './progress.ts';

const AT_MS = Date.parse('2027-01-31T12:00:00Z');
const job = (more: Partial<RecordedJob> = {}): RecordedJob => ({
  id: 'job/lab/1',
  runId: 'r',
  status: 'RUNNING',
  labels: [],
  startedAt: new Date(AT_MS).toISOString(),
  historyLength: 9,
  pending: [],
  ...more,
});
const looked = (message: string) => job({ pending: [{ activity: 'awaitJob', attempt: 2, message }] });
const reading = { state: 'running', words: 'RUNNING 7', readAt: 'now' } as const;

test.each([
  ['a percent', { ...reading, percent: 40 }, 40],
  ['a percent and a message', { ...reading, percent: 40.5, message: '99 % of 3 disks: ok' }, 40.5],
  ['a percent past the end', { ...reading, percent: 120 }, 100],
  ['none', reading, undefined],
  ['none, and a number in the message', { ...reading, message: 'at 99 % of disk' }, undefined],
])('a look with %s is understood as the worker writes it', (_, seen, percent) => {
  expect(percentOf(looked(seenText(seen)))).toBe(percent);
});

test('before the first look without news, the workflow’s own reading counts; after the end, the outcome', () => {
  const view = { endpoint: 'lab', operation: 'run', state: 'running', stopsDenied: 0 } as const;
  expect(percentOf({ ...job(), view: { ...view, reading: { ...reading, percent: 3 } } })).toBe(3);
  expect(percentOf({ ...looked('RUNNING 9 %'), view: { ...view, reading: { ...reading, percent: 3 } } })).toBe(9);
  expect(percentOf(job({ closedAt: 'x', outcome: { state: 'succeeded' } }))).toBe(100);
  expect(percentOf(job({ closedAt: 'x', outcome: { state: 'failed', reading: { ...reading, percent: 61 } } }))).toBe(
    61,
  );
  expect(percentOf(job({ closedAt: 'x', outcome: { state: null } }))).toBeUndefined();
});

test('a bar is full only at the end, and always equally wide', () => {
  expect(barOf(0)).toBe('░░░░░░░░░░░░░░░░   0 %');
  expect(barOf(50)).toBe('████████░░░░░░░░  50 %');
  expect(barOf(99.9)).toBe('███████████████░  99 %');
  expect(barOf(100)).toBe('████████████████ 100 %');
});

test('an estimate is by the pace that was seen, and at first by that since the start', () => {
  const estimates = new Estimates();
  const after = (minutes: number, percent: number) => estimates.untilDoneMs(job(), percent, AT_MS + minutes * 60_000);
  expect(after(10, 0)).toBeUndefined();
  // Ten percent in a minute of watching: the ten minutes in the vendor's queue do not count.
  expect(after(11, 10)).toBe(9 * 60_000);
  expect(after(11, 100)).toBeUndefined();
  const fresh = new Estimates();
  expect(fresh.untilDoneMs(job(), 20, AT_MS + 60_000)).toBe(4 * 60_000);
});

test('a percent that falls back begins anew', () => {
  const estimates = new Estimates();
  const after = (minutes: number, percent: number) => estimates.untilDoneMs(job(), percent, AT_MS + minutes * 60_000);
  after(10, 50);
  after(11, 10);
  expect(after(12, 30)).toBe(3.5 * 60_000);
});

test('an estimate is told as one', () => {
  expect(etaWords(undefined)).toBeUndefined();
  expect(etaWords(210_000)).toBe('about 3 min 30 s');
});
