import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answerer, history, startLoopback, summaries } from './__fixtures__/loopback.ts';

const context = { signal: new AbortController().signal };
const JOB = {
  '@id': '40',
  jobName: 'Deploy_1',
  jobType: 'Deploy',
  jobStatus: 'SCHEDULED',
  runStatus: 'RUNNING',
  runId: '15',
};

/** A vendor with one job that has a run. */
const prime: Answerer = ({ path, query }) => {
  const isAsked = query.get('jobName') === '"Deploy_1"' || query.get('runId') === '15';
  if (path === 'data/JobSummary') return summaries(isAsked ? [JOB] : []);
  if (path === 'op/jobService/runhistory')
    return history(query.get('jobId') === '40' ? [{ jobId: 40, jobName: 'Deploy_1' }] : []);
  return { status: 404, document: { errorDocument: { message: 'No such entity as JobSummary / 41' } } };
};
/** The same job before its first run, which runhistory does not show. */
const fresh: Answerer = (got) => {
  if (got.path === 'op/jobService/runhistory') return history([]);
  const { runId, runStatus, ...job } = JOB;
  return got.path === 'data/JobSummary/40' || got.query.get('jobName') === '"Deploy_1"' ? summaries([job]) : prime(got);
};

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

describe.each(['xml', 'json'] as const)('adopting in %s', (format) => {
  test.each<[Record<string, string | number>, Answerer, object]>([
    [{ jobName: 'Deploy_1' }, prime, { jobName: 'Deploy_1' }],
    [{ jobId: 40 }, prime, { jobName: 'Deploy_1', jobId: '40' }],
    [{ jobId: '40' }, fresh, { jobName: 'Deploy_1', jobId: '40' }],
    [{ runId: 15 }, prime, { jobName: 'Deploy_1', jobId: '40', runId: '15' }],
    [{ jobName: 'Deploy_1', jobId: 40, runId: '15' }, prime, { jobName: 'Deploy_1', jobId: '40', runId: '15' }],
  ])('by %j', async (ids, answerer, handle) => {
    loopback = await startLoopback(format, answerer);
    const state = answerer === fresh ? 'queued' : 'running';
    expect(await loopback.vendor.adopt(ids, context)).toMatchObject({
      handle,
      vendorJobId: 'Deploy_1',
      reading: { state },
    });
  });

  test.each<[Record<string, string | number>, string]>([
    [{ jobName: 'other' }, 'NotFound'],
    [{ jobId: 41 }, 'NotFound'],
    [{ runId: 16 }, 'NotFound'],
    [{ jobName: 'Deploy_1', runId: 14 }, 'NotFound'],
    [{ jobName: 'Deploy_1', jobId: 41 }, 'InvalidRequest'],
    [{}, 'InvalidRequest'],
    [{ name: 'Deploy_1' }, 'InvalidRequest'],
    [{ jobId: '4/../0' }, 'InvalidRequest'],
    [{ runId: -1 }, 'InvalidRequest'],
  ])('not by %j', async (ids, type) => {
    loopback = await startLoopback(format, prime);
    await expect(loopback.vendor.adopt(ids, context)).rejects.toMatchObject({ type });
    if (type === 'InvalidRequest' && !('jobName' in ids)) expect(loopback.calls).toEqual([]);
  });
});
