import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobHandle } from '../../client/index.ts';
import { RUN_JOB } from '../../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import type { Order } from '../harness/end-to-end-configuration.ts';

// Well below the two and a half minutes after which a match is believed whoever else is starting.
jest.setTimeout(60_000);

const ENDPOINTS = ['differing', 'alike', 'foreign'] as const;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab(Object.fromEntries(ENDPOINTS.map((name) => [name, { vendor: 'symantec-ccs' }])));
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

const ccs = () => lab.vendor['symantec-ccs'];

/** Starts a job whose scan begins, and whose answer is lost. */
async function startLost(endpoint: (typeof ENDPOINTS)[number]) {
  const order = lab.order(endpoint, 'steady');
  const path = String(order.params.jobId);
  await ccs().fault({ match: { kind: 'start', path }, action: { do: 'reset', when: 'after' } });
  return { order, path, job: await lab.start(endpoint, order, { startTimeout: '6s' }) };
}

async function isSearched(job: JobHandle, forAttempts: number): Promise<void> {
  await lab.seen(job, 'is searched for', ({ pending }) =>
    pending.some(({ activity, attempt }) => activity === 'findJob' && attempt > forAttempts),
  );
}

test('two lost starts of different scans are found while both are searched for', async () => {
  const lost = await Promise.all([startLost('differing'), startLost('differing')]);
  for (const { job } of lost) {
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(end.events).toContain('activityTaskScheduled findJob');
    expect(await lab.truth(job)).toMatchObject({ ended: 'succeeded', startRequests: 1 });
  }
});

/** Starts a job that wants the same, and answers with its id. */
const startOther = {
  alike: async (order: Order) => (await lab.start('alike', order)).id,
  /** As another SDK does: it lists neither its endpoint nor what it wants. */
  foreign: async (order: Order) => {
    const workflowId = 'job/foreign/of-another-sdk';
    const args = [{ endpoint: 'foreign', ...order, expiresIn: '10 minutes' }];
    await lab.reeve.client.workflow.start(RUN_JOB, { taskQueue: WORKFLOW_QUEUE, workflowId, args });
    return workflowId;
  },
};

test.each(['alike', 'foreign'] as const)(
  'at %s, what is found is not believed while another job has none',
  async (name) => {
    const { job, order, path } = await startLost(name);
    await isSearched(job, 0);
    const putOff = { do: 'status', status: 503, headers: { 'retry-after': '1' }, when: 'before' } as const;
    await ccs().fault({ match: { kind: 'start', path }, times: 'always', action: putOff });
    const other = await startOther[name](order);
    // Five seconds apart: the match has been there for long enough.
    await isSearched(job, 4);
    expect((await job.get()).vendorJobId).toBeUndefined();
    await lab.reeve.client.workflow.getHandle(other).cancel();
    expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(await lab.truth(job)).toMatchObject({ startRequests: 1 });
  },
);

test('every history replays, and no record holds a secret', () => lab.checkRecords());
