import type { Client } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import { parseDuration } from '../contract/duration.ts';
import type { JobRequest } from '../contract/job.ts';
import { MEMO_REQUEST, MEMO_REQUEST_DIGEST, RUN_JOB } from '../contract/messages.ts';
import { hasScheduledTime, SCHEDULED_TIME } from '../contract/scheduled-time.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { call } from './call.ts';
import { checked } from './checked-request.ts';
import { InvalidRequest, TemporalUnreachable } from './errors.ts';
import { type Existing, takeExisting } from './existing.ts';
import { jobIdFor } from './job-id.ts';
import { explainRefusedStart } from './not-prepared.ts';
import { attribute } from './record.ts';
import { GRPC, grpcFailure, isOverdue } from './unreachable.ts';

const WITHOUT_SCHEDULE = {
  field: 'request',
  found: SCHEDULED_TIME,
  expected: 'a time: only a job that a schedule starts has one to fill in',
};

/** Starts the job, or answers with the one that has its key. */
export async function startJob(client: Client, given: JobRequest): Promise<{ id: string; existing?: Existing }> {
  const { request, digest } = checked(given);
  if (hasScheduledTime(request)) throw new InvalidRequest([WITHOUT_SCHEDULE]);
  const id = jobIdFor(request.endpoint, request.key);
  try {
    await call(client, () =>
      client.workflow.start(RUN_JOB, {
        workflowId: id,
        taskQueue: WORKFLOW_QUEUE,
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [request],
        memo: { [MEMO_REQUEST_DIGEST]: digest, [MEMO_REQUEST]: request },
        typedSearchAttributes: attributesOf(request, Date.now()),
        staticSummary: `${request.operation} on ${request.endpoint}`,
      }),
    );
    return { id };
  } catch (error) {
    if (isAlreadyStarted(error)) return { id, existing: await takeExisting(client, id, request, digest) };
    throw explain(error, id);
  }
}

/** What is known before the workflow runs, so that a job that no worker has seen yet is listed all the same. */
export function attributesOf(request: JobRequest, nowMs: number): SearchAttributePair[] {
  const expiresInMs = parseDuration(request.expiresIn);
  const labels = request.labels ?? [];
  return [
    { key: attribute('ReeveEndpoint'), value: request.endpoint },
    { key: attribute('ReeveOperation'), value: request.operation },
    { key: attribute('ReeveState'), value: 'queued' },
    // An empty list is not the same as none to every server.
    ...(labels.length === 0 ? [] : [{ key: attribute('ReeveLabels'), value: labels }]),
    ...(expiresInMs === undefined ? [] : [{ key: attribute('ReeveExpiresAt'), value: new Date(nowMs + expiresInMs) }]),
  ];
}

export function isAlreadyStarted(error: unknown): boolean {
  return Error.isError(error) && error.name === 'WorkflowExecutionAlreadyStartedError';
}

function explain(error: unknown, id: string): unknown {
  if (!(error instanceof TemporalUnreachable)) return explainRefusedStart(error);
  if (!isOverdue(error) && grpcFailure(error)?.code !== GRPC.UNAVAILABLE) return error;
  // The request may have got there: with its id the caller can look, and with a key start it again safely.
  return new TemporalUnreachable(`${error.message}; ${id} may or may not have been started`, { cause: error });
}
