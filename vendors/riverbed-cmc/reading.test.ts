import { describe, expect, test } from '@jest/globals';
import { readJob } from './reading.ts';
import { sampleJob } from './stub.ts';
import { jobShape } from './wire.ts';

const read = (fields: Record<string, unknown>) => readJob(jobShape.parse(sampleJob(fields)));
const push = (serialnum: string, status: string, result?: string, error_text?: string | null) => ({
  feature_id: 12,
  serialnum,
  status,
  result,
  error_text,
});
const done = push('A1', 'Completed', 'Success', null);
const failed = push('B2', 'Completed', 'Fail', 'No route\nto host');

test('a job without details tells its state alone', () => {
  expect(read({ job_status: 'Queued' })).toEqual({ state: 'queued', words: 'Queued', readAt: expect.any(String) });
});

describe('details are folded into percent and message', () => {
  test.each([
    [[done, push('B2', 'Pending')], 50, '1 of 2 pushes completed'],
    [[push('A1', 'Running'), push('B2', 'Pending')], 0, '0 of 2 pushes completed'],
    [[done, done, push('B2', 'Running')], 66, '2 of 3 pushes completed'],
    [
      [done, failed, push('C3', 'Running')],
      66,
      '2 of 3 pushes completed, 1 failed: feature 12 on B2: No route to host',
    ],
  ])('%#', (detailed_status, percent, message) => {
    expect(read({ detailed_status })).toMatchObject({ state: 'running', percent, message });
    expect(read({ detailed_status })).not.toHaveProperty('result');
  });
});

test('a job that failed in part is reported with the words of each failed push', () => {
  const second = push('C3', 'Completed', 'Fail', null);
  const reading = read({
    job_status: 'Failed',
    error_text: 'Push failed',
    push_time: 1_399_317_543,
    completion_time: 1_399_317_600,
    detailed_status: [done, failed, second],
  });
  expect(reading).toMatchObject({
    state: 'failed',
    words: 'Failed',
    percent: 100,
    message:
      'Push failed. 3 of 3 pushes completed, 2 failed: feature 12 on B2: No route to host; feature 12 on C3: no reason given',
    result: {
      createdAt: '2014-05-05T19:19:02.000Z',
      pushedAt: '2014-05-05T19:19:03.000Z',
      completedAt: '2014-05-05T19:20:00.000Z',
      pushes: 3,
      completed: 3,
      failed: 2,
      failures: [
        { featureId: '12', serialNumber: 'B2', words: 'No route to host' },
        { featureId: '12', serialNumber: 'C3' },
      ],
    },
  });
});

test('a success with a failed push is a failure, and the words show why', () => {
  const job = { job_status: 'Success', detailed_status: [done, failed] };
  expect(read(job)).toMatchObject({ state: 'failed', words: 'Success, with result Fail', message: /B2: No route/ });
  expect(read({ job_status: 'Success', detailed_status: [done] })).toMatchObject({ state: 'succeeded', percent: 100 });
});

test('a failure before any push has the words of the job', () => {
  const reading = read({ job_status: 'Failed', error_text: 'Appliance is not connected', detailed_status: undefined });
  expect(reading).toMatchObject({ state: 'failed', message: 'Appliance is not connected' });
  expect(reading.result).toEqual({ createdAt: '2014-05-05T19:19:02.000Z' });
});

test('what a job of thousands of pushes says stays small', () => {
  const detailed_status = Array.from({ length: 3_000 }, (_, i) =>
    push(`S${i}`, 'Completed', 'Fail', 'x'.repeat(5_000)),
  );
  const reading = read({ job_status: 'Failed', error_text: 'y'.repeat(5_000), detailed_status });
  expect(reading.message).toMatch(/3000 failed: .*; and 2995 more$/);
  expect(JSON.stringify(reading).length).toBeLessThan(6_000);
});

test('an unknown word keeps the job running, and is told', () => {
  expect(read({ job_status: 'Paused' })).toMatchObject({ state: 'running', words: 'Paused', unknownWords: true });
  expect(read({ job_status: 'InProgress' })).not.toHaveProperty('unknownWords');
});

test.each([
  [0, undefined],
  [-5, undefined],
  [1e300, undefined],
  [1_399_317_542_000, '2014-05-05T19:19:02.000Z'],
])('a time of %d is %s', (creation_time, createdAt) => {
  const { result } = read({ job_status: 'Success', creation_time });
  expect(result).toEqual(createdAt === undefined ? {} : { createdAt });
});
