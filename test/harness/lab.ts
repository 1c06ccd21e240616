import { randomUUID } from 'node:crypto';
import { WorkflowFailedError, type WorkflowHandle, WorkflowUpdateStage } from '@temporalio/client';
import type { JobRequest, Outcome } from '../../contract/job.ts';
import { MEMO_OUTCOME, RUN_JOB, STOP_JOB, type StopAnswer } from '../../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import { eventNames } from './end-to-end-histories.ts';
import type { ScriptedEndpoint } from './scripted-endpoint.ts';
import type { TimeSkipping } from './time-skipping.ts';

/** How a workflow has closed, for one comparison. */
export interface Closed {
  status: string;
  /** Type of the failure, where it failed. */
  type?: string;
  outcome: Outcome | undefined;
  events: number;
  /** Those of them that are workflow tasks': scheduled, started, completed. */
  taskEvents: number;
}

export type JobHandle = WorkflowHandle;

/** Starts `runJob` as any SDK could, with nothing but its argument. */
export function startJob(
  { environment }: TimeSkipping,
  endpoint: ScriptedEndpoint,
  request: Partial<JobRequest> = {},
): Promise<JobHandle> {
  const whole: JobRequest = {
    endpoint: endpoint.name,
    operation: 'run',
    params: { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' },
    expiresIn: '1 hour',
    ...request,
  };
  return environment.client.workflow.start(RUN_JOB, {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: `job/${endpoint.name}/${randomUUID()}`,
    args: [whole],
    // The test server skips to a closed run's own time-out, ten years ahead if none is set, and breaks after 2038.
    workflowExecutionTimeout: '60 days',
  });
}

/** Waits, skipping time, until the job has closed. */
export async function closed(handle: JobHandle): Promise<Closed> {
  const type = await handle.result().then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof WorkflowFailedError)) throw error;
      return (error.cause as { type?: string } | undefined)?.type;
    },
  );
  const { status, memo } = await handle.describe();
  const events = eventNames(await handle.fetchHistory());
  return {
    status: status.name,
    ...(type !== undefined && { type }),
    outcome: memo?.[MEMO_OUTCOME] as Outcome | undefined,
    events: events.length,
    taskEvents: events.filter((name) => name.startsWith('workflowTask')).length,
  };
}

/** Sends the update and returns once it is accepted; `answer` waits for the verdict. */
export async function sendStop(handle: JobHandle, updateId = 'stop'): Promise<{ answer: () => Promise<StopAnswer> }> {
  const update = await handle.startUpdate<StopAnswer, [{ by: string }]>(STOP_JOB, {
    args: [{ by: 'tester' }],
    updateId,
    waitForStage: WorkflowUpdateStage.ACCEPTED,
  });
  return { answer: () => update.result() };
}

/** A gate in a script: a step that waits until it is opened, and tells when it was reached. */
export function checkpoint(): { reached: Promise<void>; open: () => void; pass: () => Promise<void> } {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    pass: () => {
      reached.resolve();
      return opened.promise;
    },
  };
}
