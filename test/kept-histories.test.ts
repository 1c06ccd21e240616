import { expect, jest, test } from '@jest/globals';
import { EXTEND_JOB, RESUME_JOB, STOP_JOB, SUSPEND_JOB } from '../contract/messages.ts';
import { eventNames, replay } from './harness/end-to-end-histories.ts';
import { readKept } from './harness/kept-histories.ts';

jest.setTimeout(120_000);

/**
 * Made by `npm run faults -- --keep-histories`, and `messages-*` by KEEP_HISTORIES=messages and the end-to-end tests of messages,
 * `crashes-*` likewise: a workflow that was begun by an earlier version must go on.
 */
test('every kept history replays on the workflows as they are', async () => {
  const kept = await readKept();
  expect(kept.length).toBeGreaterThan(20);
  expect(await replay(kept)).toEqual([]);
});

test.each([STOP_JOB, EXTEND_JOB, SUSPEND_JOB, RESUME_JOB])('a kept history has the message %s', async (message) => {
  const taken = (await readKept()).flatMap(({ history }) =>
    history.events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name),
  );
  expect(taken).toContain(message);
});

test('a kept history has a start whose answer came with its time-out', async () => {
  const answered = (await readKept()).filter(({ history: { events } }) => {
    const left = (events ?? []).map(
      ({ activityTaskTimedOutEventAttributes: late }) =>
        late?.failure?.timeoutFailureInfo?.lastHeartbeatDetails?.payloads,
    );
    return (
      left.some((payloads) => payloads?.length) && events?.some(({ markerRecordedEventAttributes: marker }) => marker)
    );
  });
  expect(answered.length).toBeGreaterThan(0);
});

test('a history that the workflows would not have made is found', async () => {
  const kept = await readKept();
  const [first] = kept.filter(({ history }) => eventNames(history).includes('activityTaskScheduled awaitJob'));
  if (first === undefined) throw new Error('no kept history has an awaitJob');
  const events = first.history.events?.map(({ activityTaskScheduledEventAttributes: scheduled, ...event }) =>
    scheduled
      ? { ...event, activityTaskScheduledEventAttributes: { ...scheduled, activityType: { name: 'another' } } }
      : event,
  );
  expect(await replay([{ ...first, history: { ...first.history, events: events ?? [] } }])).toHaveLength(1);
});
