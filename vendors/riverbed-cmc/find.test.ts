import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BASE, type Stub, type StubAnswer, sampleFeature, sampleJob, signal, startStub } from './stub.ts';

let stub: Stub;
/** The vendor's clock is years away from ours: only differences count. */
const VENDOR_NOW = 1_399_320_000;
const WAITED = 30;
const DATE = { date: new Date(VENDOR_NOW * 1_000).toUTCString() };

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const job = (id: number, fields: Record<string, unknown> = {}) =>
  sampleJob({ id, creation_time: VENDOR_NOW - 5, ...fields });

function find(push: Record<string, unknown> = {}) {
  const context = {
    signal,
    operation: 'push',
    stamp: 'rv-a',
    intendedAtMs: 5_000,
    nowMs: () => 5_000 + WAITED * 1_000,
  };
  return stub.vendor.find({ features: [12], siteIds: [4, 3], ...push }, context);
}
async function idsAmong(jobs: unknown[], push: Record<string, unknown> = {}) {
  stub.api = () => ({ body: jobs, headers: DATE });
  return (await find(push)).map(({ vendorJobId }) => vendorJobId);
}

test('finds the jobs that were made since the start was wanted', async () => {
  const since = VENDOR_NOW - WAITED;
  stub.api = () => ({
    body: [
      job(1, { creation_time: since - 3 }),
      job(2, { creation_time: since - 2 }),
      job(3, { job_status: 'Success', push_time: VENDOR_NOW, completion_time: VENDOR_NOW }),
      job(4, { creation_time: (since - 3) * 1_000 }),
      job(5, { creation_time: since * 1_000 }),
    ],
    headers: DATE,
  });
  const found = await find();
  expect(found.map(({ vendorJobId, by }) => [vendorJobId, by])).toEqual([
    ['2', 'content'],
    ['3', 'content'],
    ['5', 'content'],
  ]);
  expect(found[1]).toMatchObject({
    handle: { jobId: '3', createdAt: VENDOR_NOW - 5 },
    reading: { state: 'succeeded' },
  });
  expect(stub.calls.map(({ url }) => url)).toEqual([`${BASE}/jobs`]);
});

describe('only a job with the same content is a match', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['the same in another order', { site_ids: [3, 4] }, true],
    ['other sites', { site_ids: [3, 5] }, false],
    ['fewer sites', { site_ids: [3] }, false],
    ['more sites', { site_ids: [3, 4, 5] }, false],
    ['another kind of target', { site_ids: undefined, site_type_ids: [3, 4] }, false],
    ['another kind, the first empty', { site_ids: [], appliance_serial_numbers: ['3', '4'] }, false],
    ['appliances told beside the sites', { appliance_serial_numbers: ['A1'] }, true],
    ['another feature', { feature_ids: [13] }, false],
    ['a feature more', { feature_ids: [12, 13] }, false],
    ['a backup that we left to the vendor', { backup: true }, true],
  ])('%s', async (_name, fields, isMatch) => {
    expect(await idsAmong([job(1, fields)])).toEqual(isMatch ? ['1'] : []);
  });

  test('the wish for a backup counts where both tell', async () => {
    const jobs = [job(1, { backup: true }), job(2, { backup: false }), job(3, { backup: undefined })];
    expect(await idsAmong(jobs, { backup: true })).toEqual(['1', '3']);
    expect(await idsAmong(jobs, { backup: false })).toEqual(['2', '3']);
  });

  test('serial numbers and site types are compared as well', async () => {
    const by = (target: object) => ({ site_ids: undefined, ...target });
    const jobs = [
      job(1, by({ appliance_serial_numbers: ['A1', 'B2'] })),
      job(2, by({ appliance_serial_numbers: ['A1'] })),
      job(3, by({ site_type_ids: [7] })),
    ];
    expect(await idsAmong(jobs, { siteIds: undefined, applianceSerialNumbers: ['B2', 'A1'] })).toEqual(['1']);
    expect(await idsAmong(jobs, { siteIds: undefined, siteTypeIds: [7] })).toEqual(['3']);
  });

  test('features by name are compared by id', async () => {
    stub.api = ({ url }): StubAnswer =>
      url.includes('/features') ? { body: [sampleFeature()] } : { body: [job(1)], headers: DATE };
    expect((await find({ features: ['dns'] })).map(({ vendorJobId }) => vendorJobId)).toEqual(['1']);
  });
});

describe('a job that does not say enough', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no time of creation', { creation_time: undefined }],
    ['a creation of 0, though pushed since', { creation_time: 0, push_time: VENDOR_NOW }],
    ['no features', { feature_ids: undefined }],
    ['no target', { site_ids: undefined }],
    ['no status', { job_status: null }],
  ])('is no guess: %s', async (_why, fields) => {
    await expect(idsAmong([job(1, fields)])).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['it was over before', { creation_time: undefined, completion_time: VENDOR_NOW - WAITED - 3 }],
    ['it was pushed before', { creation_time: undefined, push_time: VENDOR_NOW - WAITED - 3 }],
    ['it is old', { creation_time: VENDOR_NOW - 1_000, feature_ids: undefined }],
    ['its features differ', { creation_time: undefined, feature_ids: [9] }],
    ['its sites differ', { creation_time: undefined, feature_ids: undefined, site_ids: [9] }],
  ])('does no harm where %s', async (_why, fields) => {
    expect(await idsAmong([job(1, fields)])).toEqual([]);
  });
});

test("does not guess where the vendor's clock is not known", async () => {
  stub.api = () => ({ body: [], headers: { date: 'now' } });
  await expect(find()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});

describe('where all jobs are too many for one answer', () => {
  const long = { body: [job(9, { error_text: 'x'.repeat(4_400_000) })], headers: DATE };
  const withList = (list: unknown[]) => {
    stub.api = ({ url }) => (url.endsWith('/jobs') ? long : { body: list, headers: DATE });
  };

  test('those of a feature are read, and what is there counts', async () => {
    withList([job(1)]);
    expect((await find()).map(({ vendorJobId }) => vendorJobId)).toEqual(['1']);
    expect(stub.calls.map(({ url }) => url)).toEqual([`${BASE}/jobs`, `${BASE}/jobs?feature_id=12`]);
  });

  test('but what is missing there may be there all the same', async () => {
    withList([job(1, { site_ids: [8] })]);
    await expect(find()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });
});

test.each<[string, string, StubAnswer | 'hang up']>([
  ['500', 'Unavailable', { status: 500 }],
  ['403', 'Forbidden', { status: 403 }],
  ['a cut connection', 'Unavailable', 'hang up'],
])('a list that fails with %s is a failed call', async (_name, type, answer) => {
  stub.api = () => answer;
  await expect(find()).rejects.toMatchObject({ type });
  expect(stub.calls).toHaveLength(1);
});
