import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StartContext } from '../../contract/vendor.ts';
import { symantecCcs } from './index.ts';
import { JOB, PASSWORD, RUN, type Stub, type StubAnswer, sampleRun, signal, startStub } from './stub.ts';

let stub: Stub;
const context: StartContext = { signal, operation: 'run', stamp: 'rv-aaaa', intendedAtMs: 0, nowMs: () => 0 };
const start = () => stub.vendor.start({ jobId: JOB.toUpperCase() }, context);

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

describe('a start', () => {
  test.each([
    ['flat', sampleRun()],
    ['wrapped', { JobStatusInfo: sampleRun() }],
  ])('executes the job; the answer is %s', async (_form, body) => {
    stub.api = () => ({ body });
    expect(await start()).toEqual({
      handle: { jobId: JOB, runId: RUN },
      vendorJobId: RUN,
      reading: { state: 'running', words: 'Executing', readAt: expect.any(String) },
    });
    expect(stub.calls).toMatchObject([
      { method: 'POST', url: `/ccs/api/v1/jobs/${JOB}`, body: '{"Operation":"execute"}' },
    ]);
    expect(stub.calls[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
    });
  });

  test('is made once more after a 401, which carried out nothing', async () => {
    stub.api = () => (stub.calls.length === 1 ? { status: 401 } : { body: sampleRun() });
    expect((await start()).vendorJobId).toBe(RUN);
    expect(stub.calls).toHaveLength(2);
  });

  test.each<[string, string, StubAnswer | 'hang up']>([
    ['a cut connection', 'AnswerLost', 'hang up'],
    ['a web page', 'AnswerLost', { body: '<html></html>' }],
    ['half an answer', 'AnswerLost', { body: '{"JobRunID":"4f74' }],
    ['an empty object', 'AnswerLost', { body: {} }],
    ['nothing', 'AnswerLost', { status: 204 }],
    ['a run without a status', 'AnswerLost', { body: sampleRun({ Status: undefined }) }],
    ['over 4 MiB', 'AnswerLost', { body: sampleRun({ JobSummary: 'x'.repeat(4_400_000) }) }],
    ['500', 'AnswerLost', { status: 500, body: { Message: 'Cannot execute' } }],
    ['a redirect', 'AnswerLost', { status: 302, headers: { location: '/' } }],
    ['503', 'Unavailable', { status: 503 }],
    ['429', 'RateLimited', { status: 429 }],
    ['400', 'InvalidRequest', { status: 400, body: { Message: 'Invalid job ID' } }],
    ['401', 'Unauthorized', { status: 401 }],
    ['403', 'Forbidden', { status: 403, body: 'You are not authorized to perform this task. Access is denied.' }],
    ['404', 'NotFound', { status: 404 }],
  ])('answered with %s is %s', async (_name, type, answer) => {
    stub.api = () => answer;
    const failed = await start().catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(PASSWORD);
  });

  test("holds the vendor's words for a refusal", async () => {
    stub.api = () => ({ status: 400, body: { Message: 'Invalid job ID' } });
    await expect(start()).rejects.toThrow('Invalid job ID');
  });

  test('is not made where the token cannot be had after a 401', async () => {
    stub.api = () => ({ status: 401 });
    const { tokens } = stub;
    stub.tokens = (asked) => (stub.tokenCalls.length === 1 ? tokens(asked) : 'hang up');
    await expect(start()).rejects.toMatchObject({ type: 'Unavailable' });
    expect(stub.calls).toHaveLength(1);
  });
});

describe('adopting', () => {
  test('takes a run by the ids of its job and of itself', async () => {
    stub.api = () => ({ body: [sampleRun({ Status: 1 })] });
    expect(await stub.vendor.adopt({ jobId: JOB, runId: RUN.toUpperCase() }, { signal })).toMatchObject({
      handle: { jobId: JOB, runId: RUN },
      vendorJobId: RUN,
      reading: { state: 'queued' },
    });
  });

  test('refuses a run that the job does not have', async () => {
    stub.api = () => ({ body: [] });
    await expect(stub.vendor.adopt({ jobId: JOB, runId: RUN }, { signal })).rejects.toMatchObject({ type: 'NotFound' });
  });

  test.each([{ runId: RUN }, { jobId: JOB, runId: 7 }, { jobId: JOB, runId: RUN, x: 1 }])('refuses %j', async (ids) => {
    const failed = stub.vendor.adopt(ids as never, { signal });
    await expect(failed).rejects.toMatchObject({ type: 'InvalidRequest', message: /jobId and runId/ });
    expect(stub.calls).toEqual([]);
  });
});

test('the settings have a default and know their words', () => {
  expect(symantecCcs.settings.parse({})).toEqual({ passwordEncoding: 'base64' });
  expect(symantecCcs.settings.safeParse({ passwordEncoding: 'rot13' }).success).toBe(false);
  expect(symantecCcs.defaultPort).toBe(12_431);
});
