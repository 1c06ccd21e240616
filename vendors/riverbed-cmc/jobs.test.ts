import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type JobFilter, listJobs } from './jobs.ts';
import { createSession } from './session.ts';
import { BASE, type Stub, sampleJob, signal, startStub } from './stub.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

test.each<[JobFilter, string]>([
  [{}, '/jobs'],
  [{ job_status: 'InProgress' }, '/jobs?job_status=InProgress'],
  [{ feature_id: 0 }, '/jobs?feature_id=0'],
  [
    { job_status: 'Queued', feature_id: 12, after: 1, before: 2 },
    '/jobs?job_status=Queued&feature_id=12&after=1&before=2',
  ],
])('a list filtered by %j', async (filter, path) => {
  stub.api = () => ({ body: [sampleJob(), {}], headers: { date: 'Mon, 05 May 2014 19:19:02 GMT' } });
  const list = await listJobs(createSession(stub.access), filter, { kind: 'look', signal });
  expect(stub.calls.map(({ url }) => url)).toEqual([BASE + path]);
  expect(list).toMatchObject({
    jobs: [{ id: '17' }],
    unreadable: { type: 'UnexpectedResponse' },
    answeredAtMs: 1_399_317_542_000,
  });
});
