import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { RUN_JOB } from '../../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  const prime = { vendor: 'cisco-prime' } as const;
  const ccs = { vendor: 'symantec-ccs' } as const;
  lab = await startLab({
    'prime-wrong': { ...prime, user: { name: 'operator', password: 'Wrong-1' } },
    'prime-viewer': { ...prime, user: { name: 'viewer', password: 'Viewer-1' } },
    'prime-untrusted': { ...prime, fields: { ca: undefined } },
    'prime-away': { ...prime, fields: { url: 'https://127.0.0.1:9' } },
    'ccs-wrong': { ...ccs, user: { name: 'domain1\\administrator', password: 'Wrong-1' } },
    'ccs-viewer': { ...ccs, user: { name: 'domain1\\viewer', password: 'Viewer-1' } },
    'ccs-untrusted': { ...ccs, fields: { ca: undefined } },
    prime,
    ccs,
  });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

/** Jobs that somebody has started through the APIs of these tests. */
async function startedJobs() {
  const ledgers = await Promise.all(Object.values(lab.vendor).map(({ ledger }) => ledger()));
  return ledgers.flatMap(({ jobs }) => jobs.filter(({ startedBy }) => startedBy.call !== undefined));
}

test.concurrent.each([
  ['prime-wrong', 'Unauthorized'],
  ['prime-viewer', 'Forbidden'],
  ['prime-untrusted', 'Untrusted'],
  ['ccs-wrong', 'Unauthorized'],
  ['ccs-viewer', 'Forbidden'],
  ['ccs-untrusted', 'Untrusted'],
])('a start at %s ends as %s and names the endpoint', async (endpoint, type) => {
  const job = await lab.start(endpoint, 'short');
  const end = await lab.closed(job);
  expect(end).toMatchObject({
    status: 'FAILED',
    failure: { type, message: expect.stringContaining(`${endpoint}: `) },
    outcome: { state: null },
  });
  expect(end.events.filter((event) => event === 'activityTaskStarted')).toHaveLength(1);
});

test.concurrent('a start at a vendor that cannot be reached is tried on, and a stop of it proves that nothing was', async () => {
  const job = await lab.start('prime-away', 'short');
  await lab.seen(job, 'is tried again', ({ pending }) => pending.some(({ attempt }) => attempt > 2));
  expect(await job.get()).toMatchObject({
    status: 'RUNNING',
    pending: [{ message: expect.stringMatching(/^prime-away: cannot be reached/) }],
  });
  expect(await job.stop()).toMatchObject({ verdict: 'neverStarted' });
  expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: { state: null } });
});

test.concurrent.each([
  [
    'an operation',
    { endpoint: 'prime', operation: 'dance' },
    /operation: found "dance", expected one of deploy-template/,
  ],
  ['a parameter', { endpoint: 'ccs', operation: 'run', params: { jobId: 7 } }, /params.jobId: found 7, expected/],
  [
    'an unknown template',
    { endpoint: 'prime', operation: 'deploy-template', params: { templateName: 'x', devices: [{ id: '1' }] } },
    /prime: .*No such CLI template as x/,
  ],
  [
    'a missing expiresIn',
    { endpoint: 'prime', operation: 'deploy-template', expiresIn: undefined },
    /expiresIn: found nothing/,
  ],
])('%s that is wrong, sent by another SDK, ends the workflow as InvalidRequest', async (_what, request, words) => {
  const { client } = lab.reeve;
  const handle = await client.workflow.start(RUN_JOB, {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: `scheduled-${crypto.randomUUID()}`,
    args: [{ expiresIn: '1 hour', ...request }],
  });
  const end = await lab.closed(lab.reeve.job(handle.workflowId));
  expect(end).toMatchObject({
    status: 'FAILED',
    failure: { type: 'InvalidRequest', message: expect.stringMatching(words) },
  });
});

test('nothing of all this has started anything', async () => {
  expect(await startedJobs()).toEqual([]);
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
