import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BASE, errorOf, type Stub, type StubAnswer, type StubHandler, sampleJob, signal, startStub } from './stub.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const cancel = (...ids: number[]) => {
  const asks = ids.map((id) => ({ handle: { jobId: String(id) }, secondsLeft: null, rung: 0 }));
  return stub.vendor.cancel(asks, { signal });
};
/** The cancel is answered with the one, the look after it with the other. */
const answering =
  (canceled: StubAnswer | 'hang up', looked: StubAnswer | 'hang up'): StubHandler =>
  ({ method }) =>
    method === 'POST' ? canceled : looked;
const job = (job_status: string) => ({ body: sampleJob({ job_status }) });

test('asks without a body, in the types of the vendor', async () => {
  stub.api = () => job('Canceled');
  expect(await cancel(17)).toEqual([{ reply: 'accepted' }]);
  expect(stub.calls).toMatchObject([{ method: 'POST', url: `${BASE}/jobs/items/17/cancel`, body: '' }]);
  expect(stub.calls[0]?.headers).toMatchObject({
    'content-length': '0',
    'content-type': 'application/json',
    accept: 'application/json',
  });
});

test.each([
  ['Queued', 'accepted'],
  ['InProgress', 'accepted'],
  ['Canceled', 'accepted'],
  ['Odd', 'accepted'],
  ['Success', 'alreadyOver'],
  ['Failed', 'alreadyOver'],
])('the job in the answer is %s: %s', async (status, reply) => {
  stub.api = () => job(status);
  expect(await cancel(17)).toEqual([{ reply }]);
});

test('an answer without a job is heard, a page is not', async () => {
  stub.api = () => ({ status: 204 });
  expect(await cancel(17)).toEqual([{ reply: 'accepted' }]);
  stub.api = () => ({ body: '<html>log in</html>' });
  expect(await cancel(17)).toMatchObject([{ type: 'UnexpectedResponse' }]);
  stub.api = () => ({ body: { ok: true } });
  expect(await cancel(17)).toMatchObject([{ type: 'UnexpectedResponse' }]);
});

const REFUSALS = [400, 404, 405, 409, 500, 501];

test.each(REFUSALS)('a %i is judged by a look: the job is over', async (status) => {
  for (const word of ['Success', 'Failed', 'Canceled']) {
    stub.api = answering({ status, body: errorOf('STATE') }, job(word));
    expect(await cancel(17)).toEqual([{ reply: 'alreadyOver' }]);
  }
});

test.each(REFUSALS)('a %i is judged by a look: the vendor does not know the job', async (status) => {
  stub.api = answering({ status }, { status: 404, body: errorOf('RESOURCE_NOT_FOUND') });
  expect(await cancel(17)).toEqual([{ reply: 'unknownJob' }]);
});

test.each([
  [400, 'refused'],
  [404, 'refused'],
  [409, 'refused'],
  [405, 'unsupported'],
  [501, 'unsupported'],
])('a %i for a running job: %s', async (status, reply) => {
  stub.api = answering({ status, body: errorOf('STATE', 'Push has begun') }, job('InProgress'));
  expect(await cancel(17)).toEqual([{ reply, why: `${status}: Push has begun (STATE)` }]);
});

test.each<[StubAnswer | 'hang up', string]>([
  [{ status: 500 }, 'Unavailable'],
  [{ status: 502 }, 'Unavailable'],
  [{ status: 503 }, 'Unavailable'],
  [{ status: 429 }, 'RateLimited'],
  [{ status: 401 }, 'Unauthorized'],
  [{ status: 403, body: errorOf('AUTH_DISALLOWED') }, 'Forbidden'],
  [{ status: 302 }, 'UnexpectedResponse'],
  [{ status: 404, body: '<html>Not Found</html>' }, 'UnexpectedResponse'],
  ['hang up', 'Unavailable'],
])('a failed call for a running job is an error at its place (%#: %j)', async (answer, type) => {
  stub.api = answering(answer, job('InProgress'));
  expect(await cancel(17)).toMatchObject([{ name: 'VendorError', type }]);
});

test.each<[StubAnswer | 'hang up', string]>([
  [{ status: 400 }, 'InvalidRequest'],
  [{ status: 404 }, 'NotFound'],
  [{ status: 409 }, 'Conflict'],
  [{ status: 500 }, 'Unavailable'],
])('a refusal is an error where no look can tell (%#: %j)', async (answer, type) => {
  stub.api = answering(answer, 'hang up');
  expect(await cancel(17)).toMatchObject([{ name: 'VendorError', type }]);
});

test('each of several has its own answer, in the order asked', async () => {
  const answers: Record<string, StubAnswer | 'hang up'> = {
    1: job('Canceled'),
    2: 'hang up',
    3: { status: 404, body: errorOf('RESOURCE_NOT_FOUND') },
    4: job('Success'),
  };
  stub.api = ({ url }) => answers[/items\/(\d+)/.exec(url)?.[1] ?? ''] ?? 'hang up';
  expect(await cancel(2, 4, 3, 1)).toMatchObject([
    { type: 'Unavailable' },
    { reply: 'alreadyOver' },
    { reply: 'unknownJob' },
    { reply: 'accepted' },
  ]);
});

test('a session that has expired costs a log-in, not the cancel', async () => {
  stub.api = ({ headers }) =>
    headers.cookie === 'session=c2; lb=a' ? job('Canceled') : { status: 401, body: errorOf('AUTH_INVALID_SESSION') };
  expect(await cancel(17)).toEqual([{ reply: 'accepted' }]);
});

describe('where the time of creation is known', () => {
  const mine = { handle: { jobId: '17', createdAt: 1_399_317_542 }, secondsLeft: null, rung: 0 };
  const cancelMine = () => stub.vendor.cancel([mine], { signal });
  const sent = () => stub.calls.map(({ method }) => method);

  test('the job is read first, and canceled where it is the same', async () => {
    stub.api = answering(job('Canceled'), job('InProgress'));
    expect(await cancelMine()).toEqual([{ reply: 'accepted' }]);
    expect(sent()).toEqual(['GET', 'POST']);
  });

  test.each<[string, StubAnswer]>([
    ['is another one by now', { body: sampleJob({ creation_time: 1_399_317_600 }) }],
    ['does not exist', { status: 404, body: errorOf('RESOURCE_NOT_FOUND') }],
  ])('a job that %s is unknown, and nothing is sent', async (_what, looked) => {
    stub.api = answering(job('Canceled'), looked);
    expect(await cancelMine()).toEqual([{ reply: 'unknownJob' }]);
    expect(sent()).toEqual(['GET']);
  });

  test('a job that cannot be read is a failed call, and nothing is sent', async () => {
    stub.api = answering(job('Canceled'), { status: 503 });
    expect(await cancelMine()).toMatchObject([{ name: 'VendorError', type: 'Unavailable' }]);
    expect(sent()).toEqual(['GET']);
  });

  test('one that does not tell it is canceled', async () => {
    stub.api = answering(job('Canceled'), { body: sampleJob({ creation_time: null }) });
    expect(await cancelMine()).toEqual([{ reply: 'accepted' }]);
  });
});
