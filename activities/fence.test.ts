import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { refuseLateAttempt } from './fence.ts';

const TIMEOUT_MS = 60_000;

/** Runs the fence in an attempt that was scheduled so long ago, at a server that answers with these activities. */
function attempt(agoMs: number, pendingActivities: object[] | Error): Promise<void> {
  const describe = async () => {
    if (pendingActivities instanceof Error) throw pendingActivities;
    return { raw: { pendingActivities } };
  };
  const asked = { workflow: { getHandle: () => ({ describe }) } };
  const client = {
    ...asked,
    withAbortSignal: (_signal: unknown, ask: () => unknown) => ask(),
  } as unknown as Client;
  const info = {
    activityId: 'start',
    attempt: 3,
    startToCloseTimeoutMs: TIMEOUT_MS,
    currentAttemptScheduledTimestampMs: Date.now() - agoMs,
    workflowExecution: { workflowId: 'job', runId: 'run' },
  };
  return new MockActivityEnvironment(info, { client }).run(refuseLateAttempt);
}

const STARTED = 2;
const SCHEDULED = 1;
const refused = { type: 'Unavailable', message: expect.stringContaining('nothing was sent') };

test('an attempt that runs at once asks nobody', async () => {
  await attempt(1_000, new Error('must not be asked'));
});

test.each([
  ['late', 50_000],
  ['under a clock that is wrong', -3_600_000],
])('an attempt that runs %s is let through while the server waits for it', async (_words, agoMs) => {
  await attempt(agoMs, [{ activityId: 'start', attempt: 3, state: STARTED }]);
});

test.each([
  ['has given it up', [{ activityId: 'start', attempt: 4, state: STARTED }]],
  ['waits to try again', [{ activityId: 'start', attempt: 3, state: SCHEDULED }]],
  ['knows no such activity', [{ activityId: 'other', attempt: 3, state: STARTED }]],
  ['cannot be asked', new Error('unreachable')],
])('a late attempt is refused where the server %s', async (_words, pending) => {
  await expect(attempt(50_000, pending)).rejects.toMatchObject(refused);
});
