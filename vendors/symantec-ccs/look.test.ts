import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JOB, RUN, type Stub, type StubAnswer, sampleRun, signal, startStub } from './stub.ts';

let stub: Stub;
const OTHER_JOB = '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16';
const runId = (n: number) => `a348fb16-6d5b-4de3-bfd3-${String(n).padStart(12, '0')}`;
const handle = (n: number, jobId = JOB) => ({ jobId, runId: runId(n) });
const countIn = (url: string) => Number(new URL(url, 'http://x').searchParams.get('count'));

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

/** A vendor whose job has runs 1 to `most`, the latest first. */
function giveRuns(most: number): void {
  const all = Array.from({ length: most }, (_, i) => sampleRun({ JobRunID: runId(most - i) }));
  stub.api = ({ url }) => ({ body: countIn(url) === 0 ? all : all.slice(0, countIn(url)) });
}

test('runs of one job are one call, in the order asked', async () => {
  stub.api = ({ url }) =>
    url.includes(OTHER_JOB)
      ? { body: { JobRuns: [sampleRun({ JobRunID: runId(3), Status: 4 })] } }
      : { body: [sampleRun({ JobRunID: runId(1).toUpperCase(), Status: 7 }), sampleRun({ JobRunID: runId(2) })] };
  const looked = await stub.vendor.look([handle(2), handle(3, OTHER_JOB), handle(1)], { signal });
  expect(looked).toMatchObject([{ state: 'running' }, { state: 'succeeded' }, { state: 'canceled' }]);
  expect(stub.calls).toHaveLength(2);
  expect(stub.calls.map(({ method, url }) => `${method} ${url}`)).toEqual(
    expect.arrayContaining([
      `GET /ccs/api/v1/Jobs/${OTHER_JOB}/jobruns?count=10&showmessages=true`,
      `GET /ccs/api/v1/Jobs/${JOB}/jobruns?count=10&showmessages=true`,
    ]),
  );
});

test('a run far back is found by a longer list', async () => {
  giveRuns(300);
  expect(await stub.vendor.look([handle(300), handle(51)], { signal })).toMatchObject([
    { state: 'running' },
    { state: 'running' },
  ]);
  expect(stub.calls.map(({ url }) => countIn(url))).toEqual([10, 250]);
  expect(await stub.vendor.look([handle(1)], { signal })).toMatchObject([{ state: 'running' }]);
});

test('many runs ask for a list that has room for them', async () => {
  giveRuns(60);
  const looked = await stub.vendor.look(
    Array.from({ length: 50 }, (_, i) => handle(i + 11)),
    { signal },
  );
  expect(looked.every((one) => !(one instanceof Error))).toBe(true);
  expect(stub.calls).toHaveLength(1);
});

test('a run is not found only where the list of all runs lacks it', async () => {
  giveRuns(3);
  const looked = await stub.vendor.look([handle(2), handle(9)], { signal });
  expect(looked).toMatchObject([{ state: 'running' }, { type: 'NotFound' }]);
  expect(stub.calls.map(({ url }) => countIn(url))).toEqual([10, 250, 0]);
});

test('what fails for one job, or in a longer list, is an error only where it is not known better', async () => {
  stub.api = ({ url }) => {
    if (url.includes(OTHER_JOB)) return 'hang up';
    return countIn(url) === 10 ? { body: [sampleRun({ JobRunID: runId(1) })] } : { status: 500 };
  };
  const looked = await stub.vendor.look([handle(1), handle(2), handle(3, OTHER_JOB)], { signal });
  expect(looked).toMatchObject([{ state: 'running' }, { type: 'Unavailable' }, { type: 'Unavailable' }]);
});

test.each<[string, string, StubAnswer]>([
  ['a web page', 'UnexpectedResponse', { body: '<html>maintenance</html>' }],
  ['half an answer', 'UnexpectedResponse', { body: '[{"JobRunID":"4f74' }],
  ['something else', 'UnexpectedResponse', { body: { errors: [] } }],
  ['nothing', 'UnexpectedResponse', { status: 204 }],
  ['a run without a status', 'UnexpectedResponse', { body: [sampleRun({ Status: undefined })] }],
  ['over 4 MiB', 'UnexpectedResponse', { body: [sampleRun({ JobSummary: 'x'.repeat(4_400_000) })] }],
  ['a 404 page', 'UnexpectedResponse', { status: 404, body: '<html>Not Found</html>' }],
  ['404', 'NotFound', { status: 404, body: { Message: 'no such job' } }],
  ['400', 'InvalidRequest', { status: 400 }],
  ['401', 'Unauthorized', { status: 401 }],
  ['403', 'Forbidden', { status: 403 }],
  ['429', 'RateLimited', { status: 429 }],
  ['500', 'Unavailable', { status: 500 }],
])('a look answered with %s is %s', async (_name, type, answer) => {
  stub.api = () => answer;
  expect(await stub.vendor.look([{ jobId: JOB, runId: RUN }], { signal })).toMatchObject([{ type }]);
});

test("a row that cannot be read spoils no other run's reading", async () => {
  stub.api = () => ({ body: [sampleRun({ JobRunID: null }), sampleRun()] });
  expect(await stub.vendor.look([{ jobId: JOB, runId: RUN }], { signal })).toMatchObject([{ state: 'running' }]);
});
