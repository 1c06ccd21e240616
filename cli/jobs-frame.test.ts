import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import type { RecordedJob } from '../client/index.ts';
import { fakeTerminal } from '../test/harness/fake-terminal.ts';
import { jobsFrame } from './jobs-frame.ts';
import { Estimates } from './progress.ts';

const nowMs = Date.parse('2027-01-31T12:10:00Z');
const job = (id: string, more: Partial<RecordedJob> = {}): RecordedJob => ({
  id: `job/lab/${id}`,
  runId: id,
  status: 'RUNNING',
  state: 'running',
  labels: [],
  startedAt: '2027-01-31T12:00:00.000Z',
  historyLength: 9,
  pending: [],
  ...more,
});
const half = job('half', { pending: [{ activity: 'awaitJob', attempt: 2, message: 'COPYING 50 %: disk 2' }] });
const over = job('over', { status: 'COMPLETED', state: 'succeeded', closedAt: 'x', outcome: { state: 'succeeded' } });

function linesOf(jobs: RecordedJob[], columns: number, rows: number, total = jobs.length): string[] {
  const { stream } = fakeTerminal({ columns, rows });
  return stripVTControlCharacters(jobsFrame({ jobs, total }, new Estimates(), stream, { nowMs })).split('\n');
}

test('a bar with its ETA for a job whose vendor tells a percent', () => {
  const lines = linesOf([half, over, job('silent', { cause: 'request' })], 160, 24);
  expect(lines[0]).toBe('2027-01-31T12:10:00.000Z  3 jobs: 2 running, 1 succeeded');
  expect(lines[1]).toMatch(/^JOB +STATE +PROGRESS +ETA +STOP +LAST LOOK$/);
  expect(lines[2]).toMatch(/^job\/lab\/half +running +████████░░░░░░░░ {2}50 % +about 10 min +COPYING 50 %: disk 2$/);
  expect(lines[3]).toMatch(/^job\/lab\/over +succeeded +█{16} 100 %$/);
  expect(lines[4]).toMatch(/^job\/lab\/silent +running +- +- +request, unconfirmed$/);
  expect(lines[5]).toMatch(/leaves the jobs running/);
});

test.each([
  [100, 24],
  [60, 24],
  [30, 24],
  [80, 8],
])('in %i columns and %i lines no line is cut by the terminal, and none too many', (columns, rows) => {
  const lines = linesOf([over, half, ...Array.from({ length: 9 }, (_, at) => job(`${at}`))], columns, rows);
  expect(lines.filter(({ length }) => length > columns)).toEqual([]);
  expect(lines.length).toBeLessThan(rows);
  expect(lines.join()).toContain('half');
});

test('where there is no room for all, those that are over are left out first', () => {
  const lines = linesOf([over, half, job('2'), job('3')], 80, 7);
  expect(lines.join('\n')).toMatch(
    /showing 3 of 4 jobs: 1 succeeded, 3 running[\s\S]*half[\s\S]*job\/lab\/2[\s\S]*job\/lab\/3/,
  );
  expect(lines.join('\n')).not.toContain('job/lab/over');
});

test('says how many there are where a limit was reached', () => {
  expect(linesOf([half, over, job('2')], 120, 24, 312)[0]).toMatch(
    /showing 3 of 312 jobs, 3 watched: 2 running, 1 succ/,
  );
  expect(linesOf([half, over, job('2')], 120, 6, 312)[0]).toMatch(
    /showing 2 of 312 jobs, 3 watched: 2 running, 1 succ/,
  );
});

test('no jobs', () => {
  expect(linesOf([], 80, 24)).toEqual(['2027-01-31T12:10:00.000Z  0 jobs', expect.stringContaining('Ctrl-C')]);
});
