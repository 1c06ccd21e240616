import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stub, type StubAnswer, startStub, task, wanted } from './stub.ts';

let stub: Stub;
const STAMP = 'rv-abcdefghijklmnop';
const created: StubAnswer = {
  body: [
    { customUid: 'D', uid: '70' },
    { customUid: STAMP, uid: '69' },
  ],
};
const start = (params: object, resume?: { jobId: string }) =>
  stub.vendor.start({ children: [], ...params }, wanted('track'), resume);

beforeEach(async () => {
  stub = await startStub();
  stub.api = () => created;
});
afterEach(() => stub.close());

/** Answers the creation with the one, the call after it with the other. */
function answering(creation: StubAnswer, next: StubAnswer | 'hang up'): void {
  stub.api = ({ method, url }) => (method === 'POST' && url === '/tasks' ? creation : next);
}

test('creates the task under our stamp and its sub-tasks under names of their own', async () => {
  const children = [{ customUid: 'D', args: ['x'] }, { children: [{}] }];
  expect(await start({ args: ['Move'], attributes: { titleKey: 'k' }, children })).toEqual({
    handle: { jobId: '69' },
    vendorJobId: '69',
  });
  const own = { children: [], createdBy: 'REEVE' };
  expect(stub.calls).toMatchObject([{ method: 'POST', url: '/tasks' }]);
  expect(JSON.parse(stub.calls[0]?.body ?? '')).toEqual({
    titleKey: 'k',
    args: ['Move'],
    ...own,
    customUid: STAMP,
    children: [
      { ...own, args: ['x'], customUid: 'D' },
      { ...own, customUid: `${STAMP}.2`, children: [{ ...own, customUid: `${STAMP}.2.1` }] },
    ],
  });
});

test('tells the vendor the callback at once where it does not wait for the id', async () => {
  const cancel = { cancelURL: '/x', cancelRESTMethod: 'GET' };
  expect((await start({ cancel })).handle).toEqual({ jobId: '69', ...cancel });
  expect(JSON.parse(stub.calls[0]?.body ?? '')).toMatchObject(cancel);
  await start({ cancel: { ...cancel, cancelURL: '/x/{jobId}' } });
  expect(JSON.parse(stub.calls[1]?.body ?? '')).not.toHaveProperty('cancelURL');
});

describe('an answer of ids alone', () => {
  test('that is one id is the task', async () => {
    answering({ body: ['152'] }, 'hang up');
    expect((await start({})).vendorJobId).toBe('152');
  });

  test('that is several: the task is the one below none', async () => {
    answering(
      { body: ['152', '153'] },
      { body: [task('152', 'Pending'), task('153', 'Pending', { children: [task('152', 'Pending')] })] },
    );
    expect((await start({})).vendorJobId).toBe('153');
    expect(stub.calls[1]?.url).toBe('/tasks/152,153');
  });

  test.each<[string, StubAnswer | 'hang up']>([
    ['no child anywhere', { body: [task('152', 'Pending'), task('153', 'Pending')] }],
    ['404', { status: 404 }],
    ['503', { status: 503 }],
    ['403', { status: 403 }],
    ['a cut connection', 'hang up'],
  ])('that is several and cannot be told apart (%s) is a lost answer', async (_why, answer) => {
    answering({ body: ['152', '153'] }, answer);
    await expect(start({})).rejects.toMatchObject({ type: 'AnswerLost' });
  });
});

test.each([[[]], [{}], [[{ customUid: 'other', uid: '1' }]], ['<html></html>']])(
  '%j is a lost answer',
  async (body) => {
    stub.api = () => ({ body });
    await expect(start({})).rejects.toMatchObject({ type: 'AnswerLost' });
  },
);

describe('progress', () => {
  test('is told by a second call', async () => {
    answering(created, { status: 200 });
    expect((await start({ percentage: 40 })).vendorJobId).toBe('69');
    expect(stub.lines()[1]).toBe('PUT /tasks/69 {"jobUID":"69","percentage":40}');
  });

  test.each([400, 401, 403, 404, 412, 429, 500, 503])(
    'answered with %i after the creation is a lost answer',
    async (status) => {
      answering(created, { status });
      await expect(start({ percentage: 40 })).rejects.toMatchObject({ type: 'AnswerLost' });
    },
  );

  test('is all that a resumed start tells', async () => {
    stub.api = () => ({ status: 200 });
    expect(await start({ percentage: 40 }, { jobId: '69' })).toEqual({ handle: { jobId: '69' }, vendorJobId: '69' });
    expect(stub.lines()).toEqual(['PUT /tasks/69 {"jobUID":"69","percentage":40}']);
  });

  test('is told to a task whose callback the endpoint allows no more: the task is there', async () => {
    stub.api = () => ({ status: 200 });
    const cancel = { cancelURL: 'https://elsewhere.example.com/x', cancelRESTMethod: 'GET' };
    expect((await start({ percentage: 40, cancel }, { jobId: '69' })).vendorJobId).toBe('69');
  });

  test.each([
    [400, undefined],
    [403, undefined],
    [404, undefined],
    [503, 'Unavailable'],
    [429, 'RateLimited'],
    [500, 'AnswerLost'],
  ])('that a resumed start is answered with %i for ends as %s', async (status, type) => {
    stub.api = () => ({ status });
    const resumed = start({ percentage: 40 }, { jobId: '69' });
    if (type === undefined) expect((await resumed).vendorJobId).toBe('69');
    else await expect(resumed).rejects.toMatchObject({ type });
  });
});
