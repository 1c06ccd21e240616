import { expect, test } from '@jest/globals';
import { defaultPayloadConverter, toPayloads } from '@temporalio/common';
import { traceOf } from './trace.ts';

const client = { options: { loadedDataConverter: { payloadConverter: defaultPayloadConverter, payloadCodecs: [] } } };
const input = {
  request: { endpoint: 'lab', operation: 'run', params: {} },
  firstExecutionRunId: 'run-1',
  intendedAtMs: 0,
};
const payloads = (value: unknown) => toPayloads(defaultPayloadConverter, value);

/** The trace of a run whose one activity has timed out, and had left this in a heartbeat. */
function trace(activity: string, left?: object) {
  const events = [
    {
      eventId: 5,
      activityTaskScheduledEventAttributes: { activityType: { name: activity }, input: { payloads: payloads(input) } },
    },
    {
      eventId: 7,
      activityTaskTimedOutEventAttributes: {
        scheduledEventId: 5,
        failure: { timeoutFailureInfo: left ? { lastHeartbeatDetails: { payloads: payloads(left) } } : {} },
      },
    },
  ];
  return traceOf(client as never, { events } as never);
}

test('a start that was not heard of again may have made something', async () => {
  expect(await trace('startJob')).toEqual({ unsettled: input });
});

test('a start that had left its answer has made just that', async () => {
  const started = { handle: { id: 'v-1' }, vendorJobId: 'v-1' };
  expect(await trace('startJob', started)).toEqual({ started });
});

test('what a search had left is no answer', async () => {
  expect(await trace('findJob', { seenAtMs: {} })).toEqual({});
});
