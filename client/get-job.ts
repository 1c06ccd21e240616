import type { Client } from '@temporalio/client';
import type { JobView } from '../contract/job.ts';
import { GET_JOB } from '../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { bounded } from './call.ts';
import { describeJob } from './describe.ts';
import { type PendingActivity, pendingActivities } from './pending.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';
import { endOf } from './result.ts';
import { GRPC, grpcFailure, isOverdue } from './unreachable.ts';
import { unservedQueues } from './unserved.ts';

/** What Temporal has on record of a job, with what its activities under way have told. */
export interface RecordedJob extends JobRecord {
  pending: PendingActivity[];
}

/** A job as it stands now. */
export interface JobSnapshot extends RecordedJob {
  /** The workflow's own words; absent for a closed job, and where it did not answer. */
  view?: JobView;
  /** Why a closed job did not succeed: the type in Temporal's failure, such as `JobFailed`, and words for people. */
  failure?: { type: string; message: string };
  /** Why a running job's workflow did not answer. */
  silent?: string;
  /** Task queues that this running job needs and no worker serves. */
  unserved: string[];
}

/** A worker that has to replay the workflow first needs a moment. */
const QUERY_WITHIN_MS = 5_000;

/** Asks the workflow where it runs and answers, and else tells what Temporal has on record. */
export async function getJob(client: Client, jobId: string): Promise<JobSnapshot> {
  const description = await describeJob(client, jobId);
  const record = readRecord(description);
  if (isClosed(record)) return { ...record, ...(await failureOf(client, record)), unserved: [], pending: [] };
  const unserved = await unservedQueues(client, record.endpoint);
  const answer = unserved.includes(WORKFLOW_QUEUE) ? { silent: 'no worker is there' } : await queryJob(client, jobId);
  const learned = 'view' in answer ? learnedFrom(answer.view) : {};
  return { ...record, ...learned, ...answer, unserved, pending: await pendingActivities(client, description) };
}

/** One call: cheap enough for many jobs every few seconds. */
export async function recordedJob(client: Client, jobId: string): Promise<RecordedJob> {
  const description = await describeJob(client, jobId);
  return { ...readRecord(description), pending: await pendingActivities(client, description) };
}

/** The workflow was asked after the record was read: where they differ, it knows more. */
function learnedFrom({ state, vendorJobId }: JobView): Partial<JobRecord> {
  return { state, ...(vendorJobId !== undefined && { vendorJobId }) };
}

/** A closed job's outcome is on record: no worker needs to replay it. Only the failure's type stands elsewhere. */
async function failureOf(client: Client, { id, status }: JobRecord): Promise<Pick<JobSnapshot, 'failure'>> {
  if (status === 'COMPLETED') return {};
  const error = await endOf(client, id);
  return error === undefined ? {} : { failure: { type: error.type, message: error.message } };
}

/** The workflow's own view, or why there is none. */
export async function queryJob(
  client: Client,
  jobId: string,
  withinMs = QUERY_WITHIN_MS,
): Promise<{ view: JobView } | { silent: string }> {
  const handle = client.workflow.getHandle(jobId);
  try {
    return { view: await bounded(client, () => handle.query<JobView>(GET_JOB), { withinMs }) };
  } catch (error) {
    const failure = grpcFailure(error);
    if (isOverdue(error)) return { silent: `no worker answered within ${withinMs / 1000} s` };
    if (failure?.code === GRPC.FAILED_PRECONDITION) return { silent: `no worker answered: ${failure.details}` };
    return { silent: failure?.details ?? (Error.isError(error) ? error.message : String(error)) };
  }
}
