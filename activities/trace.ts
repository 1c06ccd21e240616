import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { decodeFromPayloadsAtIndex } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { FoundJobs, StartedJob, StartJobInput } from '../contract/activities.ts';
import type { Started } from '../contract/vendor.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/** What a closed run has done at the vendor, by its history. */
export interface Trace {
  /** The vendor job that it had; undefined where none came back to it. */
  started?: Started;
  /** What it wanted to start, where the vendor may have got it and nothing came back. */
  unsettled?: StartJobInput;
}

/** Reads a run's history: it knows what the workflow had no more time to put on record. */
export async function traceOf(client: Client, { events }: History): Promise<Trace> {
  const scheduled = new Map<string, Event>();
  const trace: Trace = {};
  for (const event of events ?? []) {
    const { activityTaskScheduledEventAttributes: asked, activityTaskCompletedEventAttributes: done } = event;
    const { activityTaskFailedEventAttributes: failed, activityTaskTimedOutEventAttributes: late } = event;
    if (asked) {
      scheduled.set(String(event.eventId), event);
      // Until something comes back, the vendor may have got it.
      if (asked.activityType?.name === 'startJob') trace.unsettled = await decoded(client, asked.input?.payloads);
    }
    if (done) await hear(client, trace, nameOf(scheduled.get(String(done.scheduledEventId))), done.result?.payloads);
    // A start leaves its answer before it looks.
    const left = late?.failure?.timeoutFailureInfo?.lastHeartbeatDetails?.payloads;
    const lateName = nameOf(scheduled.get(String(late?.scheduledEventId)));
    if (left?.length && lateName === 'startJob') await hear(client, trace, lateName, left);
    // Only what the vendor surely refused made nothing; a lost answer is no refusal.
    const isStart = nameOf(scheduled.get(String(failed?.scheduledEventId))) === 'startJob';
    if (isStart && failed?.failure?.applicationFailureInfo?.type !== 'AnswerLost') delete trace.unsettled;
  }
  return trace;
}

async function hear(client: Client, trace: Trace, activity: string, payloads: Payloads): Promise<void> {
  if (activity === 'startJob' || activity === 'adoptJob') trace.started = await decoded<StartedJob>(client, payloads);
  if (activity === 'findJob') {
    const { matches } = await decoded<FoundJobs>(client, payloads);
    const [match, ...others] = matches;
    // What stands at the vendor unfinished is a job of ours too.
    if (match !== undefined && others.length === 0) trace.started = match;
    if (match === undefined) delete trace.unsettled;
  }
  if (trace.started !== undefined) delete trace.unsettled;
}

function nameOf(event: Event | undefined): string {
  return event?.activityTaskScheduledEventAttributes?.activityType?.name ?? '';
}

type Payloads = Payload[] | null | undefined;

/** The first of an activity's payloads, as it was before it was encoded. */
export async function decoded<T>(client: Client, payloads: Payloads): Promise<T> {
  if (!payloads?.length) throw new Error('an activity in the history has no payload');
  return await decodeFromPayloadsAtIndex<T>(client.options.loadedDataConverter, 0, payloads);
}
