import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { STOP_JOB, type StopAnswer, type StopRequest } from '../../contract/messages.ts';
import { expectBudget, type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({
    'prime-xml': { vendor: 'cisco-prime', fields: { format: 'xml' } },
    'prime-json': { vendor: 'cisco-prime', fields: { format: 'json' } },
    ccs: { vendor: 'symantec-ccs' },
  });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

const canceled = { verdict: 'canceled', state: 'canceled', proof: { state: 'canceled' } };

describe.each([
  ['prime-xml', /Device is unreachable/],
  ['prime-json', /Device is unreachable/],
  ['ccs', /Data collection failed/],
])('a job at %s', (endpoint, failureWords) => {
  const ours = { user: `of-${endpoint}` };
  const vendor = () => lab.vendor[endpoint === 'ccs' ? 'symantec-ccs' : 'cisco-prime'];

  /** A job that runs at the vendor until somebody ends it. */
  async function endless(more = {}) {
    const job = await lab.start(endpoint, 'endless', more);
    await lab.running(job);
    return { job, workflow: lab.reeve.client.workflow.getHandle(job.id) };
  }

  test.concurrent('succeeds', async () => {
    const job = await lab.start(endpoint, 'short');
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(end.outcome).not.toHaveProperty('verdict');
    expect(await lab.truth(job)).toMatchObject({ ended: 'succeeded', startRequests: 1, startedBy: ours });
    expectBudget(end, { changes: 1 });
  });

  test.concurrent('fails in the words of the vendor', async () => {
    const job = await lab.start(endpoint, 'failing');
    const end = await lab.closed(job);
    const words = expect.stringMatching(failureWords);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'JobFailed', message: words } });
    expect(end.outcome).toMatchObject({ state: 'failed', reading: { message: words } });
    expect(await lab.truth(job)).toMatchObject({ ended: 'failed' });
  });

  test.concurrent('is stopped by a cancel request, and the proof was read after the vendor had answered', async () => {
    const { job, workflow } = await endless();
    await workflow.cancel();
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'CANCELLED', outcome: { ...canceled, cause: 'request' } });
    const truth = await lab.truth(job);
    expect(truth).toMatchObject({ ended: 'canceled', stoppedBy: ours });
    expect(Date.parse(end.outcome?.proof?.readAt ?? '')).toBeGreaterThanOrEqual(truth.endedAt ?? Infinity);
    expectBudget(end, { changes: 1, stops: 1 });
  });

  test.concurrent('is stopped by the update alone', async () => {
    const { job, workflow } = await endless();
    const args: [StopRequest] = [{ by: 'tester', reason: 'no longer wanted' }];
    const answer = await workflow.executeUpdate<StopAnswer, [StopRequest]>(STOP_JOB, { args });
    expect(answer).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(await lab.closed(job)).toMatchObject({
      status: 'FAILED',
      failure: { type: 'JobCanceled', message: 'no longer wanted' },
      outcome: { ...canceled, cause: 'request' },
    });
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: ours });
  });

  test.concurrent('is stopped by the client, and who asks again gets the same answer', async () => {
    const { job } = await endless();
    const [first, second] = await Promise.all([job.stop(), job.stop()]);
    expect(first).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(second).toEqual(first);
    expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: canceled });
    expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: ours });
  });

  test.concurrent('is canceled at the vendor when its time is up', async () => {
    const job = await lab.start(endpoint, 'endless', { expiresIn: '4s' });
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'JobExpired' } });
    expect(end.outcome).toMatchObject({ ...canceled, cause: 'expiry' });
    const truth = await lab.truth(job);
    expect(truth).toMatchObject({ ended: 'canceled', stoppedBy: ours });
    expect((truth.endedAt ?? 0) - truth.acceptedAt).toBeGreaterThan(3_000);
    expectBudget(end, { changes: 1, stops: 1 });
  });

  test.concurrent('is watched to its end where the vendor refuses the stop', async () => {
    const job = await lab.start(endpoint, 'stubborn');
    await lab.running(job);
    expect(await job.stop()).toMatchObject({ verdict: 'refused', message: expect.stringMatching(/cannot be/) });
    expect(await job.get()).toMatchObject({ status: 'RUNNING', verdict: 'refused' });
    expect(await lab.truth(job)).toMatchObject({ state: 'running' });
    // Temporal takes one cancel request of a run; the update asks the vendor again.
    await lab.reeve.client.workflow.getHandle(job.id).cancel();
    expect(await job.stop()).toMatchObject({ verdict: 'refused' });
    await lab.endByHand(job, 'succeeded');
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded', verdict: 'refused' } });
    expect(end.events.filter((name) => name === 'workflowExecutionCancelRequested')).toHaveLength(1);
    expect(end.events.filter((name) => name === 'workflowExecutionUpdateAccepted')).toHaveLength(2);
    expect(await lab.truth(job)).toMatchObject({ ended: 'succeeded' });
  });

  test.concurrent("that somebody canceled in the vendor's own console", async () => {
    const { job } = await endless();
    await lab.endByHand(job, 'canceled');
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'JobCanceled' } });
    expect(end.outcome).toMatchObject({ state: 'canceled', cause: 'vendor' });
    expect(end.outcome).not.toHaveProperty('verdict');
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: { user: 'console' } });
  });

  test.concurrent('is left alone by a stop where the request says so', async () => {
    const { job } = await endless({ onStop: 'leave' });
    expect(await job.stop()).toMatchObject({ verdict: 'left' });
    expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'left' } });
    expect(await lab.truth(job)).toMatchObject({ state: 'running' });
  });

  test.concurrent('that does not end although its cancel was accepted is given up at last', async () => {
    const job = await lab.start(endpoint, 'endless', { expiresIn: '4s', stop: { giveUpAfter: '2s' } });
    await lab.running(job);
    const { runId = 'none' } = await lab.truth(job);
    const match = { kind: 'cancel', ...(endpoint === 'ccs' ? { path: runId } : { body: runId }) } as const;
    const acceptsNothing = await vendor().fault({ match, times: 'always', action: { do: 'acceptNothing' } });
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'StopUnconfirmed' } });
    expect(end.outcome).toMatchObject({ verdict: 'unconfirmed', cause: 'expiry', state: 'running' });
    expect(await acceptsNothing()).toEqual({ seen: 1, hits: 1 });
    expect(await lab.truth(job)).not.toHaveProperty('stoppedBy');
  });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
