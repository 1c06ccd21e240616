import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import type { JobSnapshot } from '../client/index.ts';
import { fakeTerminal } from '../test/harness/fake-terminal.ts';
import { createLiveLine, progressLine } from './live-line.ts';
import { Estimates } from './progress.ts';

const job: JobSnapshot = {
  id: 'job/lab/k',
  runId: 'r',
  status: 'RUNNING',
  state: 'running',
  vendorJobId: '42',
  labels: [],
  startedAt: '2027-01-31T12:00:00.000Z',
  historyLength: 9,
  unserved: [],
  pending: [{ activity: 'awaitJob', attempt: 3, message: 'RUNNING 75 %' }],
};
const nowMs = Date.parse('2027-01-31T12:03:00Z');

test('a bar with what is left, where the vendor tells a percent', () => {
  expect(progressLine(job, new Estimates(), nowMs)).toBe('████████████░░░░  75 %, about 1 min left');
  expect(progressLine({ ...job, pending: [] }, new Estimates(), nowMs)).toBeUndefined();
});

test('on a terminal it is written over, elsewhere each change is a line without a bar', async () => {
  const terminal = fakeTerminal({ columns: 80, rows: 24 });
  const live = await createLiveLine(terminal.stream);
  live.show(job);
  live.done();
  expect(stripVTControlCharacters(terminal.written())).toMatch(/████ {2}75 %|75 %.*\nrunning 75 %, as 42/);
  const pipe = fakeTerminal();
  const lines = await createLiveLine(pipe.stream);
  lines.show(job);
  lines.show({ ...job });
  lines.show({ ...job, state: 'suspended' });
  expect(pipe.written()).toBe(
    'running 75 %, as 42, awaitJob: RUNNING 75 %\nsuspended 75 %, as 42, awaitJob: RUNNING 75 %\n',
  );
});
