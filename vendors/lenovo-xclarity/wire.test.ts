import { describe, expect, test } from '@jest/globals';
import { readingOf } from './reading.ts';
import { RECORDED_JOB, task } from './stub.ts';
import { CANCEL_REQUEST, createdTasks, rowList, rowShape, writeCallback, writeCancel, writeProgress } from './wire.ts';

/** The request body as printed on the vendor's page. */
const SAMPLE = `{
"cancelRESTBody": {
"DeviceList": [{
"ServerList": [{
"UUID": "8BFBADCC33CB11E499F740F2E9903640",
"Components": [{
"Fixid": "lnvgy_fw_imm2_tcoo17g-3.00_anyos_noarch",
"Component": "IMM2 (Backup)"
},
{
"Fixid": "lnvgy_fw_imm2_tcoo17g-3.00_anyos_noarch",
"Component": "IMM2 (Primary)"
}]
}]
}]
},
"cancelRESTMethod":"PUT",
"cancelURL":"/updatableComponents?action=cancelApply&jobID=1",
"expirationTimeOut": 60
}`;

describe('what is sent', () => {
  test("the page's callback goes out as it is printed", () => {
    const sample = JSON.parse(SAMPLE);
    expect(JSON.parse(writeCallback(sample))).toEqual(sample);
  });

  test.each([
    ['no URL', { cancelURL: undefined }],
    ['another method', { cancelRESTMethod: 'PATCH' }],
    ['no body for PUT', { cancelRESTBody: undefined }],
    ['no time', { expirationTimeOut: undefined }],
    ['no time left', { expirationTimeOut: 0 }],
    ['a part of a second', { expirationTimeOut: 1.5 }],
    ['a time below -1', { expirationTimeOut: -2 }],
    ['an action', { action: 'cancel' }],
  ])('a callback with %s is none', (_why, fields) => {
    expect(() => writeCallback({ ...JSON.parse(SAMPLE), ...fields })).toThrow();
  });

  test.each([-1, 1, 86_400])('%i is a time', (expirationTimeOut) => {
    expect(JSON.parse(writeCallback({ ...JSON.parse(SAMPLE), expirationTimeOut }))).toMatchObject({
      expirationTimeOut,
    });
  });

  test('the three other bodies', () => {
    expect(writeCancel(['83'])).toBe('{"action":"cancel","list":["83"]}');
    expect(writeProgress('9', 50)).toBe('{"jobUID":"9","percentage":50}');
    expect(CANCEL_REQUEST).toBe('{"cancelRequest":"true"}');
    expect(() => writeCancel([])).toThrow();
    expect(() => writeProgress('9', 101)).toThrow();
  });
});

describe('what is read', () => {
  test("both of the page's answers to a creation", () => {
    expect(createdTasks.parse(JSON.parse('["152", "153"]')).map(({ uid }) => uid)).toEqual(['152', '153']);
    const named = JSON.parse('[{"customUid": "D","uid": "70"},{"customUid": "C","uid": "69"}]');
    expect(createdTasks.parse(named)).toEqual(named);
  });

  test.each([[[]], [{}], ['152'], [[{ uid: '1' }]], [['']], [['1,2']], [null]])('%j is no creation', (value) => {
    expect(createdTasks.safeParse(value).success).toBe(false);
  });

  test('a job as it was recorded', () => {
    expect(readingOf(rowShape.parse(RECORDED_JOB))).toEqual({
      state: 'succeeded',
      words: 'Complete',
      percent: 100,
      message: 'Starting',
      result: { startTime: '2017-05-19T15:08:34Z', endTime: '2017-05-19T15:08:34Z' },
      readAt: expect.any(String),
    });
  });

  test.each([
    ['status as a text', { jobUID: '9', status: 'Running', percentage: 12 }],
    ['state beside it', { jobUID: 9, state: 'Running', percentage: '12' }],
    ['status as an object', { id: '9', status: { state: 'Running', percentage: 12.4 } }],
  ])('a task with %s', (_form, raw) => {
    const row = rowShape.parse(raw);
    expect(row.jobId).toBe('9');
    expect(readingOf(row)).toMatchObject({ state: 'running', words: 'Running', percent: 12 });
  });

  test.each([
    ['no state', { jobUID: '9' }],
    ['a state that is no word', { jobUID: '9', status: { state: 3 } }],
    ['nothing', null],
  ])('a row with %s is none', (_why, raw) => {
    expect(rowShape.safeParse(raw).success).toBe(false);
  });

  test('odd values beside the state spoil nothing', () => {
    const odd = {
      jobUID: '9',
      status: 'Running',
      percentage: 'soon',
      children: 'none',
      startTime: 5,
      messageDisplay: {},
    };
    expect(readingOf(rowShape.parse(odd))).toEqual({ state: 'running', words: 'Running', readAt: expect.any(String) });
  });

  test.each([
    [[{}, {}], 2],
    [[], 0],
    [{ jobUID: '5', status: 'Running' }, 1],
  ])('%j is a list', (value, count) => {
    expect(rowList.parse(value)).toHaveLength(count);
  });

  test.each([[null], ['text'], [{}], [{ messages: [] }]])('%j is no list', (value) => {
    expect(rowList.safeParse(value).success).toBe(false);
  });
});

describe('a message', () => {
  const read = (fields: Record<string, unknown>) => readingOf(rowShape.parse(task('1', 'Stopped_With_Error', fields)));

  test('may be rich text', () => {
    const rich = [
      { text: 'Restart ', format: ['bold'] },
      { text: [], format: ['newline'] },
      { text: [{ text: 'the node', format: ['listElement'] }], format: ['bulletList'] },
    ];
    expect(read({ message: rich }).message).toBe('Restart the node');
  });

  test('tells which sub-tasks failed, at any depth and in both forms', () => {
    const children = [
      task('2', 'Complete'),
      task('3', 'Running_With_Errors', { children: [task('4', 'Stopped_With_Error', { message: 'no answer' })] }),
      { id: '5', status: { state: 'Interrupted' }, messageDisplay: 'Login' },
      'nothing to read',
    ];
    expect(read({ children }).message).toBe('sub-task 4 Stopped_With_Error: no answer; sub-task 5 Interrupted: Login');
    expect(read({ children: undefined, status: { state: 'Stopped_With_Error', substatus: children } }).message).toMatch(
      /sub-task 4/,
    );
  });

  test('stays short', () => {
    const children = Array.from({ length: 400 }, (_, n) => task(`${n}`, 'Interrupted', { message: 'x'.repeat(900) }));
    const { message } = read({ children, message: 'failed' });
    expect(message?.length).toBeLessThanOrEqual(1_000);
  });
});
