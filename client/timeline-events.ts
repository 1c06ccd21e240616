import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { decoded } from './payloads.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];
type EventTime = Event['eventTime'];

/** What a history says of a job, decoded, and no more of it than a time line tells. */
export type Fact = { atMs: number } & (
  | { fact: 'requested'; request: unknown }
  | { fact: 'begun'; activity: string }
  | { fact: 'heard'; activity: string; result: unknown }
  | { fact: 'published'; attributes: Readonly<Record<string, unknown>> }
  | { fact: 'asked'; update: string; argument: unknown }
  | { fact: 'answered'; update: string; argument: unknown; answer: unknown }
  | { fact: 'closed'; how: string; type?: string; message?: string }
);
type Told<F = Fact> = F extends Fact ? Omit<F, 'atMs'> : never;

export async function factsOf(client: Client, { events }: History): Promise<Fact[]> {
  const reader = new Reader(client);
  const facts: Fact[] = [];
  for (const event of events ?? []) {
    const told = (await reader.read(event)) ?? closing(event);
    if (told !== undefined) facts.push({ atMs: millisecondsOf(event.eventTime), ...told } as Fact);
  }
  return facts;
}

/** Remembers what later events refer to by number. */
class Reader {
  readonly #client: Client;
  readonly #activities = new Map<string, string>();
  readonly #updates = new Map<string, { update: string; argument: unknown }>();

  constructor(client: Client) {
    this.#client = client;
  }

  async read(event: Event): Promise<Told | undefined> {
    const {
      workflowExecutionStartedEventAttributes: started,
      activityTaskScheduledEventAttributes: scheduled,
      activityTaskCompletedEventAttributes: completed,
      upsertWorkflowSearchAttributesEventAttributes: upserted,
      workflowExecutionUpdateAcceptedEventAttributes: accepted,
      workflowExecutionUpdateCompletedEventAttributes: answered,
    } = event;
    if (started) return { fact: 'requested', request: await this.#first(started.input?.payloads) };
    if (scheduled) {
      const activity = scheduled.activityType?.name ?? '';
      this.#activities.set(String(event.eventId), activity);
      return { fact: 'begun', activity };
    }
    if (completed) {
      const activity = this.#activities.get(String(completed.scheduledEventId)) ?? '';
      return { fact: 'heard', activity, result: await this.#first(completed.result?.payloads) };
    }
    if (upserted) return { fact: 'published', attributes: attributesOf(upserted.searchAttributes?.indexedFields) };
    if (accepted) {
      const { name, args } = accepted.acceptedRequest?.input ?? {};
      const asked = { update: name ?? '', argument: await this.#first(args?.payloads) };
      this.#updates.set(String(event.eventId), asked);
      return { fact: 'asked', ...asked };
    }
    const asked = answered && this.#updates.get(String(answered.acceptedEventId));
    if (!asked) return undefined;
    return { fact: 'answered', ...asked, answer: await this.#first(answered.outcome?.success?.payloads) };
  }

  async #first(payloads: readonly Payload[] | null | undefined): Promise<unknown> {
    return (await decoded(this.#client, payloads))[0];
  }
}

function closing(event: Event): Told | undefined {
  if (event.workflowExecutionCompletedEventAttributes) return { fact: 'closed', how: 'Completed' };
  if (event.workflowExecutionCanceledEventAttributes) return { fact: 'closed', how: 'Canceled' };
  if (event.workflowExecutionTimedOutEventAttributes) return { fact: 'closed', how: 'TimedOut' };
  const { workflowExecutionTerminatedEventAttributes: terminated, workflowExecutionFailedEventAttributes: failed } =
    event;
  if (terminated) return { fact: 'closed', how: 'Terminated', message: terminated.reason ?? '' };
  if (!failed) return undefined;
  const { message, applicationFailureInfo } = failed.failure ?? {};
  return { fact: 'closed', how: 'Failed', type: applicationFailureInfo?.type ?? '', message: message ?? '' };
}

/** Search attributes are JSON, whatever converter the client has; one that was taken away is null. */
function attributesOf(fields: Readonly<Record<string, Payload>> | null | undefined): Record<string, unknown> {
  const entries = Object.entries(fields ?? {}).map(([name, { data }]) => {
    const text = Buffer.from(data ?? []).toString();
    const value: unknown = text === '' ? null : JSON.parse(text);
    return [name, Array.isArray(value) && value.length === 0 ? null : value];
  });
  return Object.fromEntries(entries);
}

function millisecondsOf(time: EventTime): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
