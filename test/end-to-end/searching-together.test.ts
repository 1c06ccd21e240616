import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobHandle } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

// Well below the two and a half minutes after which a match is believed whoever else is starting.
jest.setTimeout(60_000);

const ENDPOINTS = ['differing', 'alike'] as const;

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

test('what is found is not believed while another job that wants the same has none', async () => {
  const { job, order, path } = await startLost('alike');
  await isSearched(job, 0);
  const putOff = { do: 'status', status: 503, headers: { 'retry-after': '1' }, when: 'before' } as const;
  await ccs().fault({ match: { kind: 'start', path }, times: 'always', action: putOff });
  const other = await lab.start('alike', order);
  // Five seconds apart: the match has been there for long enough.
  await isSearched(job, 4);
  expect((await job.get()).vendorJobId).toBeUndefined();
  await other.stop();
  expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  expect(await lab.truth(job)).toMatchObject({ startRequests: 1 });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
