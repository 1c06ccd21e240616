import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobHandle } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(90_000);
let lab: Lab;

beforeAll(async () => {
  const plan = { vendor: 'cisco-prime' } as const;
  lab = await startLab({ reset: plan, 'reset-stopped': plan });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

/** Resets the workflow to its first task, as an operator does in the Web UI. */
async function reset(job: JobHandle): Promise<void> {
  const { workflowService, options } = lab.reeve.client;
  const { namespace } = options;
  const handle = lab.reeve.client.workflow.getHandle(job.id);
  const { runId } = await handle.describe();
  await workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: job.id, runId },
    reason: 'test',
    requestId: randomUUID(),
    // The end of the first workflow task; the protocol's number is a 64-bit one, and takes this.
    workflowTaskFinishEventId: 4 as never,
  });
}

/** The vendor's jobs that a user has started through the API. */
async function started(endpoint: string) {
  const { jobs } = await lab.vendor['cisco-prime'].ledger();
  return jobs.filter(({ startedBy, startRequests }) => startRequests > 0 && startedBy.user === `of-${endpoint}`);
}

test('a job that is reset to its beginning finds what its first run has started, and starts nothing', async () => {
  const job = await lab.start('reset', 'endless');
  const { vendorJobId } = await lab.running(job);
  await reset(job);
  expect(await lab.running(job)).toMatchObject({ vendorJobId });
  expect(await started('reset')).toHaveLength(1);
  expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
  expect(await started('reset')).toMatchObject([{ ended: 'canceled' }]);
});

test('a job that is reset and stopped before its start is tried again was not "never started"', async () => {
  const job = await lab.start('reset-stopped', 'endless');
  await lab.running(job);
  await lab.stopWorkers();
  await reset(job);
  await lab.reeve.client.workflow.getHandle(job.id).cancel();
  await lab.startWorker();
  expect(await lab.closed(job, 60_000)).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled' } });
  expect(await started('reset-stopped')).toMatchObject([{ ended: 'canceled' }]);
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
