import { describe, expect, test } from '@jest/globals';
import { readRun } from './reading.ts';
import { RUN, sampleRun } from './stub.ts';
import { runRows, runShape, unwrapRun, writeOperation } from './wire.ts';

/** As printed on the vendor's page. */
const FLAT =
  '{"JobRunID":"4f7415b1-303d-42cd-8b61-485485a1cb9c", "JobID":"24f58e54-5d94-45f8-97a8-ccb6d959233a", "CustomStatusText":"","Exception":null, "JobStartTime":"2018-09-14T13:07:24.3474193Z", "JobEndTime":"0001-01-01T00:00:00", "JobSummary":null,"Status":2, "ActivityStatusList":[]}';
const WRAPPED = `{ "JobStatusInfo": ${FLAT} }`;

const BEGAN = Date.parse('2018-09-14T13:07:24.347Z');

test.each([
  ['flat', FLAT],
  ['wrapped', WRAPPED],
])("the page's sample is read, %s", (_form, text) => {
  expect(runShape.parse(unwrapRun(JSON.parse(text)))).toEqual({
    JobRunID: RUN,
    Status: 2,
    CustomStatusText: undefined,
    Exception: undefined,
    JobSummary: undefined,
    JobStartTime: { earliestMs: BEGAN, latestMs: BEGAN },
    JobEndTime: undefined,
  });
});

test.each(['execute', 'abort'] as const)('%s is sent as the page prints it', (word) => {
  expect(writeOperation(word)).toBe(`{"Operation":"${word}"}`);
});

test.each([
  ['an array', [sampleRun(), sampleRun()], 2],
  ['no runs', [], 0],
  ['an array of wrapped runs', [{ JobStatusInfo: sampleRun() }], 1],
  ['under JobRuns', { JobRuns: [sampleRun()] }, 1],
  ['under JobStatusInfo', { JobStatusInfo: [sampleRun()] }, 1],
  ['one wrapped run', { JobStatusInfo: sampleRun() }, 1],
  ['one run', sampleRun(), 1],
])('the runs may come as %s', (_form, value, count) => {
  const rows = runRows.parse(value);
  expect(rows).toHaveLength(count);
  for (const row of rows) expect(runShape.parse(row).JobRunID).toBe(RUN);
});

test.each([[null], ['text'], [{}], [{ errors: [] }], [{ JobRuns: null }], [7]])('%j is no list of runs', (value) => {
  expect(runRows.safeParse(value).success).toBe(false);
});

test.each([
  ['no id', { JobRunID: undefined }],
  ['the empty id', { JobRunID: '00000000-0000-0000-0000-000000000000' }],
  ['no status', { Status: null }],
  ['a status that is no number', { Status: 'soon' }],
])('a run with %s is none', (_why, fields) => {
  expect(runShape.safeParse(sampleRun(fields)).success).toBe(false);
});

describe('a reading', () => {
  const read = (fields: Record<string, unknown>) => readRun(runShape.parse(sampleRun(fields)));

  test('holds the state and no more than the vendor says', () => {
    expect(read({ Status: '2' })).toEqual({ state: 'running', words: 'Executing', readAt: expect.any(String) });
  });

  test("holds the vendor's reason, the exception first", () => {
    const failed = read({ Status: 5, Exception: 'No agent\r\nanswers', JobSummary: 'failed' });
    expect(failed).toMatchObject({ state: 'failed', message: 'No agent answers' });
    expect(read({ Status: 5, Exception: { ClassName: 'E', Message: 'No agent' } }).message).toBe('No agent');
    expect(read({ Status: 4, JobSummary: '12 assets' }).message).toBe('12 assets');
    expect(read({ CustomStatusText: 'x'.repeat(5_000) }).message).toHaveLength(300);
  });

  test('tells when the run ended, where the vendor does', () => {
    expect(read({ Status: 4, JobEndTime: '2018-09-14T13:09:00.1Z' }).result).toEqual({
      startedAt: '2018-09-14T13:07:24.347Z',
      endedAt: '2018-09-14T13:09:00.100Z',
    });
  });
});
