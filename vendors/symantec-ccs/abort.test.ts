import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { JOB, RUN, type Stub, type StubAnswer, type StubHandler, sampleRun, signal, startStub } from './stub.ts';

let stub: Stub;
const ask = { handle: { jobId: JOB, runId: RUN }, secondsLeft: null, rung: 0 };
const cancel = () => stub.vendor.cancel([ask], { signal });

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

/** The abort is answered with the one, the look after it with the other. */
const answering =
  (abort: StubAnswer | 'hang up', look: StubAnswer | 'hang up'): StubHandler =>
  ({ method }) =>
    method === 'POST' ? abort : look;
const runs = (status: number) => ({ body: [sampleRun({ Status: status })] });

test('a 204 means that the vendor has heard us', async () => {
  stub.api = () => ({ status: 204 });
  expect(await cancel()).toEqual([{ reply: 'accepted' }]);
  expect(stub.calls).toMatchObject([{ method: 'POST', url: `/ccs/api/v1/jobs/${RUN}`, body: '{"Operation":"abort"}' }]);
});

test('a 200 of the vendor does too, one of something else does not', async () => {
  stub.api = () => ({ body: sampleRun({ Status: 7 }) });
  expect(await cancel()).toEqual([{ reply: 'accepted' }]);
  stub.api = () => ({ body: '<html>log in</html>' });
  await expect(cancel()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});

test.each([400, 404, 409, 500])('a %i is judged by a look: the run is over', async (status) => {
  for (const code of [4, 5, 7]) {
    stub.api = answering({ status }, runs(code));
    expect(await cancel()).toEqual([{ reply: 'alreadyOver' }]);
  }
});

test.each([400, 404, 409, 500])('a %i is judged by a look: the vendor does not know the run', async (status) => {
  stub.api = answering({ status }, { body: [] });
  expect(await cancel()).toEqual([{ reply: 'unknownJob' }]);
});

test.each([400, 409])('a %i for a running run is a refusal', async (status) => {
  stub.api = answering({ status, body: { Message: 'The job cannot be aborted.' } }, runs(2));
  expect(await cancel()).toEqual([{ reply: 'refused', why: `${status}: The job cannot be aborted.` }]);
});

test('a 500 for a running run is a failed call, a 404 one for an unknown run', async () => {
  stub.api = answering({ status: 500, body: '"Internal error"' }, runs(2));
  await expect(cancel()).rejects.toMatchObject({ type: 'Unavailable', message: /500: Internal error/ });
  stub.api = answering({ status: 404 }, runs(2));
  expect(await cancel()).toEqual([{ reply: 'unknownJob' }]);
});

test('a 404 page says nothing of the run', async () => {
  stub.api = answering({ status: 404, body: '<html>Not Found</html>' }, runs(2));
  await expect(cancel()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});

test.each<[StubAnswer | 'hang up', string]>([
  [{ status: 400 }, 'InvalidRequest'],
  [{ status: 404 }, 'NotFound'],
  [{ status: 500 }, 'Unavailable'],
  [{ status: 404, body: '<html>Not Found</html>' }, 'UnexpectedResponse'],
  [{ status: 401 }, 'Unauthorized'],
  [{ status: 403, body: '"Access is denied."' }, 'Forbidden'],
  [{ status: 429 }, 'RateLimited'],
  [{ status: 503 }, 'Unavailable'],
  ['hang up', 'Unavailable'],
])('a failed call where no look can tell (%#: %j)', async (answer, type) => {
  stub.api = answering(answer, 'hang up');
  await expect(cancel()).rejects.toMatchObject({ name: 'VendorError', type });
});
