import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JOB, type Stub, sampleRun, signal, startStub } from './stub.ts';

let stub: Stub;
/** The vendor's clock is hours away from ours: only differences count. */
const VENDOR_NOW = Date.parse('2018-09-14T20:00:00.000Z');
const WAITED_MS = 30_000;

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const at = (ms: number) => new Date(VENDOR_NOW + ms).toISOString().replace('Z', '4193Z');
const run = (n: number, fields: object) =>
  sampleRun({ JobRunID: `a348fb16-6d5b-4de3-bfd3-00000000000${n}`, ...fields });

function findAmong(runs: unknown[], headers: Record<string, string> = { date: new Date(VENDOR_NOW).toUTCString() }) {
  stub.api = () => ({ body: runs, headers });
  const context = { signal, operation: 'run', stamp: 'rv-a', intendedAtMs: 5_000, nowMs: () => 5_000 + WAITED_MS };
  return stub.vendor.find({ jobId: JOB }, context);
}

test('finds the runs that began since the start was wanted', async () => {
  const found = await findAmong([
    run(1, { JobStartTime: at(-WAITED_MS - 2_001) }),
    run(2, { JobStartTime: at(-WAITED_MS - 2_000) }),
    run(3, { JobStartTime: at(-5), Status: 4 }),
  ]);
  expect(found.map(({ vendorJobId, by }) => [vendorJobId.at(-1), by])).toEqual([
    ['2', 'content'],
    ['3', 'content'],
  ]);
  expect(found[1]).toMatchObject({ handle: { jobId: JOB }, reading: { state: 'succeeded' } });
  expect(stub.calls.map(({ url }) => url)).toEqual([`/ccs/api/v1/Jobs/${JOB}/jobruns?count=0&showmessages=false`]);
});

test('finds nothing among older runs, dated or not', async () => {
  const found = await findAmong([
    run(1, { JobStartTime: '2018-09-13T20:00:00' }),
    run(2, { JobStartTime: '0001-01-01T00:00:00', Status: 7 }),
  ]);
  expect(found).toEqual([]);
  expect(await findAmong([])).toEqual([]);
});

test.each([
  ['has not begun yet', { JobStartTime: '0001-01-01T00:00:00', Status: 1 }],
  ['has a date without a zone', { JobStartTime: '2018-09-14T19:00:00' }],
  ['has a date that cannot be read', { JobStartTime: 'yesterday' }],
  ['cannot be read', { Status: null }],
])('does not guess where a run %s', async (_why, fields) => {
  await expect(findAmong([run(1, fields)])).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});

test("does not guess where the vendor's clock is not known", async () => {
  await expect(findAmong([run(1, {})], { date: 'now' })).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});
