import { expect, test } from '@jest/globals';
import { Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { pendingActivities } from './pending.ts';

const STARTED = 2;
const SCHEDULED = 1;
const seen = { payloads: [defaultPayloadConverter.toPayload({ seen: 'RUNNING 40 %' })] };
const other = { payloads: [defaultPayloadConverter.toPayload({ outOfSightSince: '2026-03-01T12:00:00Z' })] };
const lastLook = { message: 'RUNNING 20 %', applicationFailureInfo: { type: 'NotYet' } };
const timedOut = { message: 'activity StartToClose timeout', timeoutFailureInfo: {} };

test.each([
  [
    'parked: what the sweeper has left',
    { state: STARTED, heartbeatDetails: seen, lastFailure: lastLook },
    'RUNNING 40 %',
  ],
  ['parked again: the time-out says nothing', { state: STARTED, lastFailure: timedOut }, undefined],
  ['looking now: the last look', { state: STARTED, heartbeatDetails: other, lastFailure: lastLook }, 'RUNNING 20 %'],
  [
    'between two looks: the last one',
    { state: SCHEDULED, heartbeatDetails: seen, lastFailure: lastLook },
    'RUNNING 20 %',
  ],
  ['a worker that died', { state: SCHEDULED, lastFailure: timedOut }, 'activity StartToClose timeout'],
  ['never tried', { state: SCHEDULED }, undefined],
])('%s', async (_what, activity, message) => {
  const raw = { pendingActivities: [{ activityType: { name: 'awaitJob' }, attempt: 3, ...activity }] };
  const pending = await pendingActivities(new Client(), { raw } as unknown as WorkflowExecutionDescription);
  expect(pending).toEqual([{ activity: 'awaitJob', attempt: 3, ...(message !== undefined && { message }) }]);
});
