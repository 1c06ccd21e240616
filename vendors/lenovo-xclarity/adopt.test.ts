import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { RECORDED_JOB, type Stub, signal, startStub, task } from './stub.ts';

let stub: Stub;
const adopt = (ids: Record<string, string | number>) => stub.vendor.adopt(ids, { signal });

beforeEach(async () => {
  stub = await startStub();
  stub.api = ({ url }) =>
    url === '/tasks/83'
      ? { body: [task('83', 'Running')] }
      : url === '/jobs/5'
        ? { body: RECORDED_JOB }
        : { status: 404 };
});
afterEach(() => stub.close());

test.each(['83', 83])('takes a running task by its id (%j)', async (jobId) => {
  expect(await adopt({ jobId })).toMatchObject({
    handle: { jobId: '83' },
    vendorJobId: '83',
    reading: { state: 'running' },
  });
});

test('takes an older job, and knows that it is one', async () => {
  expect(await adopt({ jobId: '5' })).toMatchObject({ handle: { jobId: '5', api: 'jobs' }, vendorJobId: '5' });
});

test('keeps the way to cancel that comes with it', async () => {
  const way = { cancelURL: '/x/{jobId}', cancelRESTMethod: 'PUT', cancelRESTBody: '{"a":"b"}' };
  expect((await adopt({ jobId: '83', ...way })).handle).toEqual({ jobId: '83', ...way, cancelURL: '/x/83' });
});

test("has the endpoint's way to cancel otherwise", async () => {
  await stub.close();
  stub = await startStub({ cancel: { cancelURL: '/stop', cancelRESTMethod: 'DELETE' } });
  stub.api = () => ({ body: [task('83', 'Running')] });
  expect((await adopt({ jobId: '83' })).handle).toMatchObject({ cancelURL: '/stop' });
});

test.each([
  [{ id: '83' }],
  [{ jobId: '8/3' }],
  [{ jobId: '1,2' }],
  [{ jobId: 0 }],
  [{ jobId: '83', cancelURL: '/x' }],
  [{ jobId: '83', cancelURL: '/x', cancelRESTMethod: 'PUT' }],
  [{ jobId: '83', cancelURL: '/x', cancelRESTMethod: 'PUT', cancelRESTBody: '{' }],
  [{ jobId: '83', cancelURL: '/x', cancelRESTMethod: 'PUT', cancelRESTBody: '[]' }],
  [{ jobId: '83', cancelURL: 'https://elsewhere.example.com', cancelRESTMethod: 'GET' }],
])('refuses %j before anything is sent', async (ids) => {
  await expect(adopt(ids as Record<string, string>)).rejects.toMatchObject({ type: 'InvalidRequest' });
  expect([...stub.calls, ...stub.logIns]).toEqual([]);
});

test('of an unknown job is NotFound', async () => {
  await expect(adopt({ jobId: '9' })).rejects.toMatchObject({ type: 'NotFound' });
});
