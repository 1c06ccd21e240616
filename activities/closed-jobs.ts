import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { JobRequest, Outcome } from '../contract/job.ts';
import { CLAIM, claimId, MEMO_OUTCOME, MEMO_OWNER, MEMO_REQUEST, type Owner, RUN_JOB } from '../contract/messages.ts';
import { quote } from './claims.ts';

/** A job whose workflow has closed in a way that may have left something at the vendor. */
export interface ClosedJob {
  jobId: string;
  runId: string;
  firstExecutionRunId: string;
  /** `TERMINATED` and `TIMED_OUT`: its workflow could do nothing more. `FAILED`: it said what it left undecided. */
  status: 'TERMINATED' | 'TIMED_OUT' | 'FAILED';
  request: JobRequest | undefined;
  outcome: Outcome | undefined;
}

interface Window {
  fromMs: number;
  toMs: number;
}

const STATUSES = ['TERMINATED', 'TIMED_OUT', 'FAILED'] as const;

/** Those of an endpoint that closed in this window and were not gone on with in a later run of the same start. */
export async function closedJobs(client: Client, endpoint: string, { fromMs, toMs }: Window): Promise<ClosedJob[]> {
  const query = [
    `WorkflowType = ${quote(RUN_JOB)}`,
    `ReeveEndpoint = ${quote(endpoint)}`,
    // Of the jobs that failed, those that said that something may still run.
    `(ExecutionStatus IN ('Terminated', 'TimedOut') OR (ExecutionStatus = 'Failed' AND (ReeveVerdict = 'unconfirmed' OR ReeveVendorJobId IS NULL)))`,
    `CloseTime BETWEEN ${quote(new Date(fromMs).toISOString())} AND ${quote(new Date(toMs).toISOString())}`,
  ].join(' AND ');
  const jobs: ClosedJob[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const job = await describeClosed(client, workflowId, runId);
    if (job !== undefined) jobs.push(job);
  }
  return jobs;
}

/** By describe, for the list lags. Undefined where it runs after all, or a reset or a resolve has gone on with it. */
async function describeClosed(client: Client, jobId: string, runId: string): Promise<ClosedJob | undefined> {
  const [run, latest] = await Promise.all([
    client.workflow.getHandle(jobId, runId).describe(),
    client.workflow.getHandle(jobId).describe(),
  ]);
  const status = STATUSES.find((one) => one === run.status.name);
  if (status === undefined) return undefined;
  const isGoneOnWith = latest.runId !== runId && (status === 'FAILED' || firstRunId(latest) === firstRunId(run));
  if (isGoneOnWith) return undefined;
  return {
    jobId,
    runId,
    firstExecutionRunId: firstRunId(run),
    status,
    request: run.memo?.[MEMO_REQUEST] as JobRequest | undefined,
    outcome: run.memo?.[MEMO_OUTCOME] as Outcome | undefined,
  };
}

/** The run with which this one's start began: a reset makes further ones. */
export function firstRunId({ raw, runId }: WorkflowExecutionDescription): string {
  return raw.workflowExecutionInfo?.firstRunId || runId;
}

/** Ends the claims of jobs that are closed: a reset leaves them running, and they would hold their vendor jobs for ever. */
export async function endDeadClaims(client: Client, endpoint: string): Promise<string[]> {
  const ended: string[] = [];
  const prefix = claimId(endpoint, '');
  const query = `WorkflowType = ${quote(CLAIM)} AND ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH ${quote(prefix)}`;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const claim = client.workflow.getHandle(workflowId, runId);
    const { status, memo } = await claim.describe();
    const owner = memo?.[MEMO_OWNER] as Owner | undefined;
    if (status.name !== 'RUNNING' || owner === undefined || (await isRunning(client, owner.workflowId))) continue;
    await claim.terminate('the job that held it is closed');
    ended.push(workflowId);
  }
  return ended;
}

async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
