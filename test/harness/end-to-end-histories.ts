import type { Client, WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workers/workflow-bundle.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

export interface Recorded {
  workflowId: string;
  history: History;
}

/** Every workflow's history on the server, those of claims too. */
export async function fetchHistories(client: Client): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    recorded.push({ workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() });
  }
  return recorded;
}

/** What kinds of event a history has, in order: `ActivityTaskScheduled startJob`. */
export function eventNames({ events }: History): string[] {
  return (events ?? []).map((event) => {
    const [kind = 'unknown', attributes] =
      Object.entries(event).find(([field, value]) => field.endsWith('EventAttributes') && value) ?? [];
    const activity = (attributes as { activityType?: { name?: string } } | undefined)?.activityType?.name ?? '';
    return `${kind.replace(/EventAttributes$/, '')} ${activity}`.trim();
  });
}

/** Replays the histories against the workflows as they are; one line for each that does not fit. */
export async function replay(recorded: readonly Recorded[]): Promise<string[]> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const bundle = await workflowBundle();
  const wrong: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, recorded)) {
    if (error !== undefined) wrong.push(`${workflowId}: ${error.message}`);
  }
  return wrong;
}

/** All texts in a history, its payloads decoded: JSON would hide them in Base64. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array || ArrayBuffer.isView(value)) return Buffer.from(value as Uint8Array).toString();
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(textOf).join('\n');
}

/** Every form in which a password goes over a wire. */
export function formsOf({ name, password }: { name: string; password: string }): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [password, encodeURIComponent(password), base64(password), base64(`${name}:${password}`)];
}
