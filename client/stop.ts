import { type Client, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';
import { STOP_JOB, type StopAnswer, type StopRequest } from '../contract/messages.ts';
import { show } from '../contract/request.ts';
import { bounded, call } from './call.ts';
import { closedAnswer } from './closed-answer.ts';
import { describeJob, isNotFound } from './describe.ts';
import { InvalidRequest, StopFailed } from './errors.ts';
import { queryJob } from './get-job.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';
import { isUnreachable, unreachable } from './unreachable.ts';

export interface StopOptions extends StopRequest {
  /** How long to wait for the verdict; the stop itself goes on. @default '5 minutes' */
  confirmWithin?: string;
  /** Ends the waiting, not the stop. */
  signal?: AbortSignal;
}

/** Stops a job and answers how that ended: `unconfirmed` where it had not ended in time. */
export async function stopJob(client: Client, jobId: string, options: StopOptions = {}): Promise<StopAnswer> {
  const { confirmWithin = '5 minutes' } = options;
  const confirmWithinMs = confirmWithinMsOf(confirmWithin);
  const record = readRecord(await describeJob(client, jobId));
  if (isClosed(record)) return await closedAnswer(client, record);
  const updateId = await updateIdFor(client, record);
  // In this order, so that the request that makes the workflow close as Canceled is there before the update can end it.
  await requestCancel(client, jobId);
  try {
    return await ask(client, jobId, updateId, options, confirmWithinMs);
  } catch (error) {
    return await whenUnanswered(client, jobId, error, confirmWithin);
  }
}

function confirmWithinMsOf(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new InvalidRequest([{ field: 'confirmWithin', found: show(text), expected: DURATION_EXPECTED }]);
}

/** Askers of one stop share an id and so its answer; after a denied stop the next one is another. */
async function updateIdFor(client: Client, record: JobRecord): Promise<string> {
  const answer = await queryJob(client, record.id, 3_000);
  // With no worker to ask, the record still tells whether the last stop was denied.
  const wasDenied = record.verdict === 'refused' || record.verdict === 'unsupported';
  const denied = 'view' in answer ? answer.view.stopsDenied : Number(wasDenied);
  return denied === 0 ? 'stop' : `stop-${denied + 1}`;
}

async function requestCancel(client: Client, jobId: string): Promise<void> {
  try {
    await call(client, () => client.workflow.getHandle(jobId).cancel());
  } catch (error) {
    // Closed in this moment: the update finds that out.
    if (!isNotFound(error)) throw error;
  }
}

function ask(client: Client, jobId: string, updateId: string, options: StopOptions, withinMs: number) {
  const { by, reason, signal } = options;
  const request: StopRequest = { ...(by === undefined ? {} : { by }), ...(reason === undefined ? {} : { reason }) };
  const handle = client.workflow.getHandle(jobId);
  return bounded(
    client,
    () => handle.executeUpdate<StopAnswer, [StopRequest]>(STOP_JOB, { updateId, args: [request] }),
    { withinMs, signal },
  );
}

async function whenUnanswered(client: Client, jobId: string, error: unknown, within: string): Promise<StopAnswer> {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return { verdict: 'unconfirmed', message: `not confirmed within ${within}; the stop goes on` };
  }
  if (isUnreachable(error)) throw unreachable(error, `(namespace ${client.options.namespace})`);
  if (!isNotFound(error) && !(error instanceof WorkflowUpdateFailedError)) throw error;
  // The run had closed before the update came, or before it was answered.
  const record = readRecord(await describeJob(client, jobId));
  if (isClosed(record)) return await closedAnswer(client, record);
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause?.message : undefined;
  throw new StopFailed(jobId, cause ?? 'its workflow did not know the update');
}
