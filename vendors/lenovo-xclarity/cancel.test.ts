import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failure, type Stub, type StubAnswer, type StubCall, signal, startStub, task } from './stub.ts';

let stub: Stub;
let states: Record<string, string>;
const way = { cancelURL: '/x', cancelRESTMethod: 'GET' };
const ask = (jobId: string, fields: object = {}) => ({
  handle: { jobId, ...way },
  secondsLeft: 60,
  rung: 0,
  ...fields,
});
const cancel = (...asks: ReturnType<typeof ask>[]) => stub.vendor.cancel(asks, { signal });
const puts = () => stub.lines().filter((line) => line.startsWith('PUT'));

beforeEach(async () => {
  stub = await startStub();
  states = { 1: 'Running', 2: 'Pending', 3: 'Complete', 4: 'Running' };
  answering(() => ({ status: 200 }));
});
afterEach(() => stub.close());

/** Reads show `states`; cancels are answered by the function. */
function answering(put: (call: StubCall) => StubAnswer | 'hang up'): void {
  stub.api = (call) => {
    if (call.method === 'PUT') return put(call);
    if (call.url.startsWith('/jobs/')) return { status: 404 };
    const ids = call.url.slice('/tasks/'.length).split(',');
    return { body: ids.filter((id) => states[id]).map((id) => task(id, states[id] ?? '')) };
  };
}

test('running and queued jobs go in one request, each ask has its own answer', async () => {
  expect(await cancel(ask('1'), ask('9'), ask('3'), ask('2'))).toEqual([
    { reply: 'accepted' },
    { reply: 'unknownJob' },
    { reply: 'alreadyOver' },
    { reply: 'accepted' },
  ]);
  expect(puts()).toEqual(['PUT /tasks/1,2 {"cancelURL":"/x","cancelRESTMethod":"GET","expirationTimeOut":60}']);
});

test.each([
  [null, -1],
  [1, 1],
  [0, 1],
  [86_400, 86_400],
])('%p seconds left are expirationTimeOut %i', async (secondsLeft, expirationTimeOut) => {
  await cancel(ask('1', { secondsLeft }));
  expect(JSON.parse(stub.calls.at(-1)?.body ?? '')).toMatchObject({ expirationTimeOut });
});

test('a cancel URL goes out as it was checked', async () => {
  const { origin } = stub.access.url;
  await cancel(ask('1', { handle: { jobId: '1', ...way, cancelURL: `${origin}/a/../b?c=d` } }));
  expect(JSON.parse(stub.calls.at(-1)?.body ?? '')).toMatchObject({ cancelURL: '/b?c=d' });
});

test('the second rung is the newer form', async () => {
  expect(await cancel(ask('1', { rung: 1 }))).toEqual([{ reply: 'accepted' }]);
  expect(puts()).toEqual(['PUT /tasks {"action":"cancel","list":["1"]}']);
});

test('an older job is canceled in the older form, although its handle does not know yet', async () => {
  stub.api = ({ method, url }) =>
    method === 'PUT' || url === '/jobs/302' ? { body: { status: { state: 'Running' } } } : { status: 404 };
  expect(await cancel(ask('302'))).toEqual([{ reply: 'accepted' }]);
  expect(puts()).toEqual(['PUT /jobs/302 {"cancelRequest":"true"}']);
});

test('a job that cannot be read is canceled all the same, unless its id may be another job by now', async () => {
  stub.api = ({ method }) => (method === 'PUT' ? { status: 200 } : { status: 500 });
  const known = { jobId: '2', ...way, createdBy: 'REEVE' };
  expect(await cancel(ask('1'), ask('2', { handle: known }))).toMatchObject([
    { reply: 'accepted' },
    { name: 'VendorError', type: 'Unavailable' },
  ]);
  expect(puts().map((line) => line.split(' ')[1])).toEqual(['/tasks/1']);
});

describe('a callback that may not be used', () => {
  test.each([
    ['leads elsewhere', { cancelURL: 'https://elsewhere.example.com/x' }],
    ['has lost its body', { cancelRESTMethod: 'PUT' }],
    ['has a broken body', { cancelRESTMethod: 'PUT', cancelRESTBody: '{' }],
    ['has another method', { cancelRESTMethod: 'TRACE' }],
  ])('because it %s is refused, and nothing is sent for it', async (_why, fields) => {
    const bad = ask('1', { handle: { jobId: '1', ...way, ...fields } });
    expect(await cancel(bad, ask('2'))).toEqual([{ reply: 'refused', why: expect.any(String) }, { reply: 'accepted' }]);
    expect(puts().map((line) => line.split(' ')[1])).toEqual(['/tasks/2']);
  });

  test('does not stand in the way of the newer form', async () => {
    const bad = ask('1', { handle: { jobId: '1', cancelURL: 'https://elsewhere.example.com/x' }, rung: 1 });
    expect(await cancel(bad)).toEqual([{ reply: 'accepted' }]);
  });
});

describe('a refused cancel', () => {
  const refused: StubAnswer = { status: 400, body: failure('FQXHMJM0004M', 'Not cancelable.') };

  test.each([400, 404, 409, 412])('of a running job (%i) is told in the vendor’s words', async (status) => {
    answering(() => ({ ...refused, status }));
    expect(await cancel(ask('1'))).toEqual([{ reply: 'refused', why: `${status}: FQXHMJM0004M: Not cancelable.` }]);
  });

  test('of one in a list is told for that one alone', async () => {
    answering(({ url }) => (url.includes('4') ? refused : { status: 200 }));
    expect(await cancel(ask('1'), ask('4'), ask('2'))).toMatchObject([
      { reply: 'accepted' },
      { reply: 'refused', why: expect.stringContaining('Not cancelable') },
      { reply: 'accepted' },
    ]);
    expect(puts().map((line) => line.split(' ')[1])).toEqual(['/tasks/1,4,2', '/tasks/1', '/tasks/4', '/tasks/2']);
  });

  test.each([400, 404, 409, 412, 500])('with %i may mean that the job was over by then', async (status) => {
    answering(() => {
      states = { 1: 'Complete' };
      return { status };
    });
    expect(await cancel(ask('1'))).toEqual([{ reply: 'alreadyOver' }]);
  });

  test('may mean that the job is gone by then', async () => {
    answering(() => {
      states = {};
      return refused;
    });
    expect(await cancel(ask('1'))).toEqual([{ reply: 'unknownJob' }]);
  });

  test('may come with a 200', async () => {
    answering(() => ({ body: failure('FQXHMJM0004M', 'Not cancelable.') }));
    expect(await cancel(ask('1'))).toEqual([{ reply: 'refused', why: '200: FQXHMJM0004M: Not cancelable.' }]);
  });

  test('in part (206) is asked again for each', async () => {
    answering(({ url }) => (url.includes(',') ? { status: 206 } : url.endsWith('/4') ? refused : { status: 200 }));
    expect(await cancel(ask('1'), ask('4'))).toMatchObject([{ reply: 'accepted' }, { reply: 'refused' }]);
  });
});

test.each<[StubAnswer | 'hang up', string]>([
  [{ status: 401 }, 'Unauthorized'],
  [{ status: 403 }, 'Forbidden'],
  [{ status: 429 }, 'RateLimited'],
  [{ status: 500 }, 'Unavailable'],
  [{ status: 503 }, 'Unavailable'],
  [{ status: 302, headers: { location: 'https://elsewhere.example.com/' } }, 'UnexpectedResponse'],
  [{ status: 404, body: '<html>Not Found</html>' }, 'UnexpectedResponse'],
  [{ body: '<html>log in</html>' }, 'UnexpectedResponse'],
  ['hang up', 'Unavailable'],
])('a failed cancel (%#: %.60j) is an error at the places of its jobs only', async (answer, type) => {
  answering(({ url }) => (url === '/tasks' ? { status: 200 } : answer));
  const replies = await cancel(ask('1'), ask('4'), ask('2', { rung: 1 }));
  expect(replies).toMatchObject([{ name: 'VendorError', type }, { type }, { reply: 'accepted' }]);
});
