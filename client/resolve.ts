import type { Client } from '@temporalio/client';
import type { JobRequest } from '../contract/job.ts';
import {
  type Asker,
  MEMO_REQUEST,
  MEMO_REQUEST_DIGEST,
  MEMO_RESOLVED,
  type Resolved,
  RUN_JOB,
} from '../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { call } from './call.ts';
import { checked } from './checked-request.ts';
import { describeJob } from './describe.ts';
import { NotAmbiguous } from './errors.ts';
import { readRecord } from './record.ts';
import { endOf } from './result.ts';
import { attributesOf, isAlreadyStarted } from './start.ts';

export interface ResolveOptions extends Asker {
  /** The vendor's ids of the job that the lost start has made; without it the job is started again. */
  adopt?: Record<string, string | number>;
}

/**
 * Goes on with a job that ended as `StartAmbiguous`, in a new run of the same workflow id: the only case in which an id
 * is used twice. The key stays this job's, for its digest is that of the request that was made first.
 */
export async function resolveJob(client: Client, jobId: string, options: ResolveOptions): Promise<void> {
  const description = await describeJob(client, jobId);
  const record = readRecord(description);
  const failure = record.status === 'FAILED' ? await endOf(client, jobId) : undefined;
  if (failure?.type !== 'StartAmbiguous') throw new NotAmbiguous(jobId, failure?.type ?? record.status);
  const original = record.request;
  if (original === undefined) throw new NotAmbiguous(jobId, 'a job whose request is not on record');
  const { adopt, by, reason } = options;
  const { request } = checked(adopt === undefined ? withoutAdopt(original) : { ...original, adopt });
  const resolved: Resolved = {
    of: description.runId,
    how: adopt === undefined ? 'startedAgain' : 'adopted',
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
    at: new Date().toISOString(),
  };
  const digest = description.memo?.[MEMO_REQUEST_DIGEST];
  try {
    await call(client, () =>
      client.workflow.start(RUN_JOB, {
        workflowId: jobId,
        taskQueue: WORKFLOW_QUEUE,
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
        args: [request],
        memo: { [MEMO_REQUEST_DIGEST]: digest, [MEMO_REQUEST]: original, [MEMO_RESOLVED]: resolved },
        typedSearchAttributes: attributesOf(request, Date.now()),
        staticSummary: `${request.operation} on ${request.endpoint}`,
      }),
    );
  } catch (error) {
    if (isAlreadyStarted(error)) throw new NotAmbiguous(jobId, 'a job that somebody has just settled');
    throw error;
  }
}

function withoutAdopt({ adopt, ...request }: JobRequest): JobRequest {
  return request;
}
