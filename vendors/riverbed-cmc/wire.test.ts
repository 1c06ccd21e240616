import { describe, expect, test } from '@jest/globals';
import { newJobFor } from './content.ts';
import { params } from './params.ts';
import { sampleFeature, sampleJob } from './stub.ts';
import { featureShape, jobShape, type NewJob, writeJob } from './wire.ts';

/** The page's sample with a value for each of its types: one for each `multiple`, in turn. */
const page = (multiple: { time: unknown; words: unknown }) =>
  JSON.parse(`{ "id": 7, "site_ids": [ 1 ], "appliance_serial_numbers": [ "A1" ], "operation": "x", "idx": 1,
  "timestamp": 2, "site_type_ids": [ 3 ], "feature_ids": [ 4 ], "creation_time": 5,
  "push_time": ${JSON.stringify(multiple.time)}, "completion_time": ${JSON.stringify(multiple.time)},
  "error_text": ${JSON.stringify(multiple.words)}, "job_status": "Queued", "backup": true, "detailed_status": [
  { "feature_id": 8, "status": "Pending", "serialnum": "A1", "result": "Fail", "error_text": "no" } ] }`);

const read = {
  id: '7',
  job_status: 'Queued',
  feature_ids: ['4'],
  site_ids: ['1'],
  appliance_serial_numbers: ['A1'],
  site_type_ids: ['3'],
  backup: true,
  creation_time: 5,
  detailed_status: [{ feature_id: '8', serialnum: 'A1', status: 'Pending', result: 'Fail', error_text: 'no' }],
};

describe("the page's job", () => {
  test('with numbers and texts', () => {
    const job = jobShape.parse(page({ time: 6, words: 'a\n b' }));
    expect(job).toEqual({ ...read, push_time: 6, completion_time: 6, error_text: 'a b' });
  });

  test('with nulls', () => {
    expect(jobShape.parse(page({ time: null, words: null }))).toEqual(read);
  });

  test('with nothing but what every job has', () => {
    const job = jobShape.parse({ id: 7, job_status: 'Success' });
    expect(job).toEqual({ id: '7', job_status: 'Success', detailed_status: [] });
  });

  test('with nonsense where nothing depends on it', () => {
    const odd = { id: '12345678901234567890', job_status: 'Odd', push_time: 'soon', feature_ids: {}, backup: 'yes' };
    const job = jobShape.parse({ ...odd, error_text: 5, detailed_status: [null, { result: 'Fail' }, 'x'] });
    expect(job).toEqual({
      id: '12345678901234567890',
      job_status: 'Odd',
      detailed_status: [{}, { result: 'Fail' }, {}],
    });
    expect(jobShape.parse({ ...sampleJob(), detailed_status: null }).detailed_status).toEqual([]);
  });

  test.each([{ id: null }, { id: -1 }, { id: '1/../2' }, { id: 1.5 }, { job_status: null }, { job_status: '' }])(
    'is none with %j',
    (fields) => {
      expect(jobShape.safeParse(sampleJob(fields)).success).toBe(false);
    },
  );
});

test("the page's feature is read, and is none without an id", () => {
  expect(featureShape.parse(sampleFeature())).toEqual({ id: 12, name: 'dns', push_enable: true });
  expect(featureShape.parse({ id: 12 })).toEqual({ id: 12 });
  expect(featureShape.safeParse({ name: 'dns' }).success).toBe(false);
});

describe('what we send', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ siteIds: [3, 4] }, '{"feature_ids":[12],"site_ids":[3,4]}'],
    [{ applianceSerialNumbers: ['A1'] }, '{"feature_ids":[12],"appliance_serial_numbers":["A1"]}'],
    [{ siteTypeIds: [9], backup: true }, '{"feature_ids":[12],"site_type_ids":[9],"backup":true}'],
    [{ siteTypeIds: [9], backup: false }, '{"feature_ids":[12],"site_type_ids":[9],"backup":false}'],
  ])('for %j', (fields, body) => {
    const push = params.push.parse({ features: [12], ...fields });
    expect(writeJob(newJobFor(push, [12]))).toBe(body);
  });

  test.each<[string, unknown]>([
    ['no features', { feature_ids: [], site_ids: [1] }],
    ['no target', { feature_ids: [1] }],
    ['two targets', { feature_ids: [1], site_ids: [1], site_type_ids: [1] }],
    ['an empty target', { feature_ids: [1], site_ids: [] }],
    ['a field of the vendor alone', { feature_ids: [1], site_ids: [1], job_status: 'Queued' }],
  ])('never has %s', (_why, job) => {
    expect(() => writeJob(job as NewJob)).toThrow();
  });
});

describe('parameters', () => {
  test.each([
    { features: [12, 'dns'], siteIds: [3] },
    { features: [0], applianceSerialNumbers: ['A1'], backup: true },
    { features: ['dns'], siteTypeIds: [1] },
  ])('%j are good', (push) => {
    expect(params.push.parse(push)).toEqual(push);
  });

  test.each([
    [{}],
    [{ features: ['dns'] }],
    [{ features: [], siteIds: [1] }],
    [{ features: [''], siteIds: [1] }],
    [{ features: [1.5], siteIds: [1] }],
    [{ features: ['dns'], siteIds: [] }],
    [{ features: ['dns'], siteIds: ['1'] }],
    [{ features: ['dns'], siteIds: [-1] }],
    [{ features: ['dns'], siteIds: [1], siteTypeIds: [1] }],
    [{ features: ['dns'], siteIds: [1], applianceSerialNumbers: ['A'], siteTypeIds: [1] }],
    [{ features: ['dns'], applianceSerialNumbers: [''] }],
    [{ features: ['dns'], siteIds: [1], backup: 'yes' }],
    [{ features: ['dns'], siteIds: [1], operation: 'push' }],
  ])('%j are refused', (push) => {
    expect(params.push.safeParse(push).success).toBe(false);
  });

  test('say what is wrong', () => {
    const words = (push: unknown) => params.push.safeParse(push).error?.issues.map(({ message }) => message);
    const targets = 'exactly one of siteIds, applianceSerialNumbers, siteTypeIds';
    expect(words({ features: [1] })).toEqual([targets]);
    expect(words({ features: [true], siteIds: [1] })).toEqual(['expected a feature id or name']);
  });
});
