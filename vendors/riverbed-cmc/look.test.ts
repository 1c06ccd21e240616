import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BASE, errorOf, type Stub, type StubAnswer, sampleJob, signal, startStub } from './stub.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const handle = (id: number, createdAt = 1_000 + id) => ({ jobId: String(id), createdAt });
const look = (...handles: { jobId: string; createdAt?: number }[]) => stub.vendor.look(handles, { signal });
const paths = () => stub.calls.map(({ method, url }) => `${method} ${url.replace(BASE, '')}`);
const notFound = { status: 404, body: errorOf('RESOURCE_NOT_FOUND') };

const oddHasEnded = (id: number): string => (id % 2 ? 'Success' : 'Queued');

/** A vendor with these jobs; its list takes its filters, and shows those that `isListed` lets through. */
function give(ids: number[], isListed: (id: number) => boolean = () => true, statusOf = oddHasEnded): void {
  const job = (id: number) => sampleJob({ id, job_status: statusOf(id), creation_time: 1_000 + id });
  stub.api = ({ url }) => {
    const one = /items\/(\d+)$/.exec(url)?.[1];
    if (one !== undefined) return ids.includes(Number(one)) ? { body: job(Number(one)) } : notFound;
    const query = new URL(url, 'https://cmc').searchParams;
    const [after, before] = [Number(query.get('after') ?? 0), Number(query.get('before') ?? Number.MAX_VALUE)];
    const status = query.get('job_status');
    const isMet = (id: number) =>
      1_000 + id > after && 1_000 + id < before && (status ?? statusOf(id)) === statusOf(id);
    return { body: ids.filter((id) => isMet(id) && isListed(id)).map(job) };
  };
}

/** Jobs 1 to 1,500, of which these run and all others have ended. */
function giveCrowd(...running: number[]): void {
  const ids = Array.from({ length: 1_500 }, (_, index) => index + 1);
  give(ids, undefined, (id) => (running.includes(id) ? 'InProgress' : 'Success'));
}

test('one job is read by itself', async () => {
  give([17]);
  expect(await look(handle(17))).toMatchObject([{ state: 'succeeded', words: 'Success' }]);
  expect(paths()).toEqual(['GET /jobs/items/17']);
  expect(stub.calls[0]?.headers).toMatchObject({ accept: 'application/json', cookie: 'session=c1; lb=a' });
});

test('many jobs are one list call, in the order asked', async () => {
  give([20, 3, 8, 5, 99]);
  const looked = await look(handle(8), handle(3), handle(20), handle(3), handle(5));
  expect(looked).toMatchObject(['queued', 'succeeded', 'queued', 'succeeded', 'succeeded'].map((state) => ({ state })));
  expect(paths()).toEqual(['GET /jobs?after=1002&before=1021']);
});

test('where one has no known time of creation the list is not narrowed, and the handle grows', async () => {
  give([1, 2]);
  const looked = await look(handle(1), { jobId: '2' });
  expect(looked[0]).not.toHaveProperty('handle');
  expect(looked[1]).toMatchObject({ handle: { jobId: '2', createdAt: 1_002 } });
  expect(paths()).toEqual(['GET /jobs']);
});

test('a job that the list leaves out is read by itself; only that can say that there is none', async () => {
  give([1, 2, 3], (id) => id !== 2);
  expect(await look(handle(1), handle(2), handle(4), handle(3))).toMatchObject([
    { state: 'succeeded' },
    { state: 'queued' },
    { type: 'NotFound' },
    { state: 'succeeded' },
  ]);
  expect(paths()).toEqual(['GET /jobs?after=1000&before=1005', 'GET /jobs/items/2', 'GET /jobs/items/4']);
});

test('between jobs that lie far apart the ended ones are listed once, and then no more', async () => {
  giveCrowd(1, 1_500);
  const states = [{ state: 'running' }, { state: 'running' }];
  expect(await look(handle(1), handle(1_500))).toMatchObject(states);
  expect(await look(handle(1), handle(1_500))).toMatchObject(states);
  expect(await look(handle(1), handle(700), handle(1_500))).toMatchObject([
    { state: 'running' },
    { state: 'succeeded' },
    { state: 'running' },
  ]);
  const running = 'GET /jobs?after=1000&before=2501&job_status=InProgress';
  expect(paths()).toEqual(['GET /jobs?after=1000&before=2501', running, running, 'GET /jobs/items/700']);
});

test('where more than a few have ended at once, they are one list, and the next look is one too', async () => {
  giveCrowd(1_500);
  const ended = Array.from({ length: 11 }, (_, index) => handle(101 + index));
  await look(handle(1), handle(1_500));
  const looked = await look(...ended, handle(1_500));
  expect(looked.map((one) => 'state' in one && one.state)).toEqual([...ended.map(() => 'succeeded'), 'running']);
  await look(handle(1_499), handle(1_500));
  expect(paths().slice(1)).toEqual([
    'GET /jobs?after=1100&before=2501&job_status=InProgress',
    'GET /jobs?after=1100&before=1112',
    'GET /jobs?after=2498&before=2501',
  ]);
});

test('a row that cannot be read spoils no other', async () => {
  give([1, 2]);
  const { api } = stub;
  stub.api = (call) =>
    call.url.includes('items')
      ? api(call)
      : {
          body: [
            null,
            sampleJob({ id: 1, job_status: null }),
            sampleJob({ id: 2, job_status: 'Failed', creation_time: 1_002 }),
          ],
        };
  expect(await look(handle(2), handle(1))).toMatchObject([{ state: 'failed' }, { state: 'succeeded' }]);
});

test('ids past 2^53 keep all their digits', async () => {
  const body = JSON.stringify([sampleJob(), sampleJob({ id: 18 })]).replace('"id":17', '"id":12345678901234567890');
  stub.api = () => ({ body });
  const looked = await look({ jobId: '12345678901234567890' }, { jobId: '18' });
  expect(looked).toMatchObject([{ state: 'running' }, { state: 'running' }]);
  expect(stub.calls).toHaveLength(1);
});

test.each<[string, StubAnswer]>([
  ['over 4 MiB', { body: [sampleJob({ error_text: 'x'.repeat(4_400_000) })] }],
  ['a web page', { body: '<html>maintenance</html>' }],
  ['half an answer', { body: '[{"id":1' }],
  ['something else', { body: { error: 1 } }],
])('a list that is %s hides no job', async (_name, list) => {
  give([1, 2]);
  const { api } = stub;
  stub.api = (call) => (call.url.includes('items') ? api(call) : list);
  expect(await look(handle(1), handle(2))).toMatchObject([{ state: 'succeeded' }, { state: 'queued' }]);
});

test.each<[string, string, StubAnswer | 'hang up']>([
  ['500', 'Unavailable', { status: 500, body: errorOf('INTERNAL_ERROR') }],
  ['503', 'Unavailable', { status: 503 }],
  ['429', 'RateLimited', { status: 429 }],
  ['403', 'Forbidden', { status: 403, body: errorOf('AUTH_DISALLOWED') }],
  ['a cut connection', 'Unavailable', 'hang up'],
])('a list that fails with %s is not followed by a call for each job', async (_name, type, answer) => {
  stub.api = () => answer;
  await expect(look(handle(1), handle(2))).rejects.toMatchObject({ name: 'VendorError', type });
  expect(stub.calls).toHaveLength(1);
});

test.each<[string, string, StubAnswer | 'hang up']>([
  ['a web page', 'UnexpectedResponse', { body: '<html>maintenance</html>' }],
  ['half an answer', 'UnexpectedResponse', { body: '{"id":17' }],
  ['another job', 'UnexpectedResponse', { body: sampleJob({ id: 18 }) }],
  ['a job without a status', 'UnexpectedResponse', { body: sampleJob({ job_status: null }) }],
  ['nothing', 'UnexpectedResponse', { status: 204 }],
  ['a redirect', 'UnexpectedResponse', { status: 302, headers: { location: '/login' } }],
  ['a 404 page', 'UnexpectedResponse', { status: 404, body: '<html>Not Found</html>' }],
  ['404', 'NotFound', notFound],
  ['404 in XML', 'NotFound', { status: 404, body: '<error error_id="RESOURCE_NOT_FOUND" error_text="No such job"/>' }],
  ['400', 'InvalidRequest', { status: 400 }],
  ['401', 'Unauthorized', { status: 401 }],
  ['403 for the session', 'Unauthorized', { status: 403, body: errorOf('AUTH_INVALID_SESSION') }],
  ['403', 'Forbidden', { status: 403 }],
  ['500', 'Unavailable', { status: 500 }],
  ['a cut connection', 'Unavailable', 'hang up'],
])('a look answered with %s is %s', async (_name, type, answer) => {
  stub.api = () => answer;
  expect(await look(handle(17))).toMatchObject([{ name: 'VendorError', type }]);
});

test('a look at nothing calls nobody', async () => {
  expect(await look()).toEqual([]);
  expect(stub.calls).toEqual([]);
});

test('an id that now belongs to a job made at another time is not known any more', async () => {
  give([17, 18]);
  const another = {
    type: 'NotFound',
    message: expect.stringContaining('job 17 is another job now: it was made at 1017'),
  };
  expect(await look(handle(17, 900))).toMatchObject([another]);
  expect(await look(handle(17, 900), handle(18))).toMatchObject([another, { state: 'queued' }]);
});
