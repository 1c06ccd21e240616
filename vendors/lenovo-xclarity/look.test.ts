import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RECORDED_JOB, type Stub, type StubAnswer, signal, startStub, task } from './stub.ts';

let stub: Stub;
const look = (...ids: string[]) =>
  stub.vendor.look(
    ids.map((jobId) => ({ jobId })),
    { signal },
  );

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

/** Tasks and older jobs by id; a list with an unknown id is answered as a whole with 404 where `strict`. */
function having(tasks: Record<string, string>, jobs: Record<string, string> = {}, strict = false): void {
  stub.api = ({ url }): StubAnswer => {
    const [, kind, list = ''] = url.split('/');
    if (kind === 'jobs') {
      return jobs[list] ? { body: { ...RECORDED_JOB, id: 'x', status: { state: jobs[list] } } } : { status: 404 };
    }
    const ids = list.split(',');
    if (strict && ids.some((id) => !tasks[id])) return { status: 404 };
    const known = ids.filter((id) => tasks[id]);
    return { body: known.reverse().map((id) => task(id, tasks[id] ?? '')) };
  };
}

test('many are one call, answered in the order asked', async () => {
  having({ 1: 'Pending', 2: 'Running', 3: 'Complete' });
  const seen = await look('2', '3', '1', '2');
  expect(seen).toMatchObject([{ state: 'running' }, { state: 'succeeded' }, { state: 'queued' }, { state: 'running' }]);
  expect(stub.lines()).toEqual(['GET /tasks/2,3,1']);
});

test.each([false, true])('an unknown one is NotFound at its place (the whole list refused: %s)', async (strict) => {
  having({ 1: 'Pending', 2: 'Running', 3: 'Complete' }, {}, strict);
  const seen = await look('1', '2', '9', '3');
  expect(seen).toMatchObject([{ state: 'queued' }, { state: 'running' }, { type: 'NotFound' }, { state: 'succeeded' }]);
});

test('an older job is read from the older list, whatever id its body has, and the handle says so from then on', async () => {
  having({ 1: 'Running' }, { 302: 'Complete' });
  const [, older] = await look('1', '302');
  expect(older).toMatchObject({ state: 'succeeded', handle: { jobId: '302', api: 'jobs' } });
  stub.calls.length = 0;
  const grown = { jobId: '302', api: 'jobs', createdBy: 'ADMIN', startTime: RECORDED_JOB.startTime };
  const [again] = await stub.vendor.look([grown], { signal });
  expect(again).not.toHaveProperty('handle');
  expect(stub.lines()).toEqual(['GET /jobs/302']);
});

test('one task may come alone, and a sub-task below its task', async () => {
  stub.api = () => ({ body: task('1', 'Running', { children: [task('2', 'Complete')] }) });
  expect(await look('1', '2')).toMatchObject([{ state: 'running' }, { state: 'succeeded' }]);
});

test('a row that cannot be read spoils no other; a missing one beside it is not unknown', async () => {
  stub.api = () => ({ body: [task('1', 'Running'), { jobUID: '2' }] });
  expect(await look('1', '2')).toMatchObject([{ state: 'running' }, { type: 'UnexpectedResponse' }]);
});

test.each<[StubAnswer | 'hang up', string]>([
  [{ status: 400 }, 'InvalidRequest'],
  [{ status: 401 }, 'Unauthorized'],
  [{ status: 403 }, 'Forbidden'],
  [{ status: 412 }, 'InvalidRequest'],
  [{ status: 429 }, 'RateLimited'],
  [{ status: 500 }, 'Unavailable'],
  [{ status: 503 }, 'Unavailable'],
  [{ status: 302, headers: { location: '/ui/login' } }, 'UnexpectedResponse'],
  [{ status: 404, body: '<html>Not Found</html>' }, 'UnexpectedResponse'],
  [{ status: 204 }, 'UnexpectedResponse'],
  [{ body: '<html>log in</html>' }, 'UnexpectedResponse'],
  [{ body: '[{"jobUID":"1"' }, 'UnexpectedResponse'],
  [{ body: { messages: [] } }, 'UnexpectedResponse'],
  [{ body: [task('1', 'Running', { x: 'x'.repeat(4_400_000) })] }, 'UnexpectedResponse'],
  ['hang up', 'Unavailable'],
])('a failed look (%#: %.60j) is an error and never NotFound', async (answer, type) => {
  stub.api = () => answer;
  expect(await look('1', '2')).toMatchObject([{ name: 'VendorError', type }, { type }]);
});

test('where tasks cannot be read, the older list is no proof that a job is unknown', async () => {
  stub.api = ({ url }) => ({ status: url.startsWith('/tasks/') ? 500 : 404 });
  expect(await look('1', '2')).toMatchObject([{ type: 'Unavailable' }, { type: 'Unavailable' }]);
});

test('a failed look at an older job is an error of that one', async () => {
  having({ 1: 'Running' });
  const { api } = stub;
  stub.api = (call) => (call.url.startsWith('/jobs/') ? { status: 500 } : api(call));
  expect(await look('1', '302')).toMatchObject([{ state: 'running' }, { type: 'Unavailable' }]);
});

describe('whose an id is', () => {
  const began = '2026-03-01T10:00:00Z';
  const row = (more: object) => {
    stub.api = () => ({ body: [task('1', 'Running', { createdBy: 'reeve', startTime: began, ...more })] });
  };
  const kept = { jobId: '1', createdBy: 'reeve', startTime: began };

  test('is kept from the first look on that sees it begun', async () => {
    row({ status: 'Pending' });
    expect((await look('1'))[0]).not.toHaveProperty('handle');
    row({});
    expect(await look('1')).toMatchObject([{ state: 'running', handle: kept }]);
    expect((await stub.vendor.look([kept], { signal }))[0]).not.toHaveProperty('handle');
  });

  test.each([{ startTime: '2026-03-01T10:00:30.000Z' }, { createdBy: null }, { startTime: '' }])(
    'is not doubted for %j',
    async (more) => {
      row(more);
      expect(await stub.vendor.look([kept], { signal })).toMatchObject([{ state: 'running' }]);
    },
  );

  test.each([{ createdBy: 'ADMIN' }, { startTime: '2026-03-02T10:00:00Z' }])(
    'is told where it was given to another job: %j',
    async (more) => {
      row(more);
      const message = expect.stringContaining('job 1 is another job now');
      expect(await stub.vendor.look([kept], { signal })).toMatchObject([{ type: 'NotFound', message }]);
      const [reply] = await stub.vendor.cancel([{ handle: kept, secondsLeft: 60, rung: 0 }], { signal });
      expect(reply).toEqual({ reply: 'unknownJob' });
      expect(stub.lines().filter((line) => line.startsWith('PUT'))).toEqual([]);
    },
  );
});
