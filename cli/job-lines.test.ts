import { expect, test } from '@jest/globals';
import type { JobSnapshot } from '../client/index.ts';
import { jobLines, outcomeLine, statusLine } from './job-lines.ts';

const job: JobSnapshot = {
  id: 'job/lab/k',
  runId: 'r',
  status: 'RUNNING',
  endpoint: 'lab',
  operation: 'run',
  state: 'running',
  vendorJobId: '42',
  labels: [],
  startedAt: '2026-11-21T10:00:00.000Z',
  expiresAt: '2026-11-21T12:00:00.000Z',
  historyLength: 9,
  unserved: [],
  pending: [{ activity: 'awaitJob', attempt: 3, message: 'RUNNING 40 %' }],
};
const nowMs = Date.parse('2026-11-21T10:30:00Z');

test('a running job on one line, and field by field', () => {
  expect(statusLine(job)).toBe('running 40 %, as 42, awaitJob: RUNNING 40 %');
  expect(jobLines(job, nowMs)).toEqual([
    'job/lab/k',
    '  state        running 40 %',
    '  endpoint     lab',
    '  operation    run',
    '  vendor job   42',
    '  started      2026-11-21T10:00:00.000Z',
    '  time left    expires in 1 h 30 min',
    '  last try     awaitJob: RUNNING 40 %',
  ]);
});

test('says that no worker serves the endpoint, and since when the job is out of sight', () => {
  expect(statusLine({ ...job, unserved: ['reeve:lab'] })).toContain('no worker serves reeve:lab (endpoint lab)');
  const view = { endpoint: 'lab', operation: 'run', state: 'running', stopsDenied: 0 } as const;
  const unseen = { ...job, view: { ...view, outOfSight: { since: 'noon', reason: '401' } } };
  expect(statusLine(unseen)).toContain('out of sight since noon: 401');
});

test('tells a stop that is on from one that was denied', () => {
  expect(jobLines({ ...job, cause: 'request' }).join()).toContain('by request, not confirmed yet');
  const view = { endpoint: 'lab', operation: 'run', state: 'running', cause: 'expiry', verdict: 'refused' } as const;
  const denied = { ...job, view: { ...view, stopsDenied: 1, stopMessage: 'no right' } };
  expect(jobLines(denied).join()).toContain('by expiry, refused: no right');
});

test('does not claim to know a job whose workflow was ended from outside', () => {
  expect(statusLine({ ...job, status: 'TERMINATED', closedAt: 'x' })).toMatch(/^unknown/);
});

test('a vendor cannot drive the terminal', () => {
  const reading = { state: 'failed', words: 'BAD\u001b[2J', readAt: 'now' } as const;
  expect(outcomeLine({ state: 'failed', reading })).toBe('failed, BAD [2J (read now)');
});
