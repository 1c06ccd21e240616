import { log } from '@temporalio/activity';
import { ActivityNotFoundError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { News } from '../contract/activities.ts';
import type { Handle, State } from '../contract/job.ts';
import { MEMO_HANDLE, RUN_JOB } from '../contract/messages.ts';
import { awaitActivityId, type SweptWords } from '../contract/sweep.ts';
import { quote } from './claims.ts';

/** A running job that waits for news, as the list of workflows tells it: a moment late. */
export interface SweptJob {
  workflowId: string;
  runId: string;
  /** The state that its workflow knows. */
  state: State;
  handle: Handle;
  startedAtMs: number;
}

const PAGE = 1_000;
const STATE = defineSearchAttributeKey('ReeveState', 'KEYWORD');

/** The jobs of an endpoint that rely on its sweeper. */
export async function sweptJobs(client: Client, endpoint: string): Promise<SweptJob[]> {
  const jobs: SweptJob[] = [];
  for await (const listed of client.workflow.list({ query: reliantOn(endpoint), pageSize: PAGE })) {
    const { workflowId, runId, startTime, memo, typedSearchAttributes } = listed;
    const handle = memo?.[MEMO_HANDLE] as Handle | undefined;
    const state = typedSearchAttributes.get(STATE) as State | undefined;
    // A job without a handle in its memo was started before the endpoint was swept: it looks for itself.
    if (handle === undefined || state === undefined) continue;
    jobs.push({ workflowId, runId, state, handle, startedAtMs: startTime.getTime() });
  }
  return jobs;
}

/** Whether there is one of them, as the list has it. */
export async function anySwept(client: Client, endpoint: string): Promise<boolean> {
  return (await client.workflow.count(reliantOn(endpoint))).count > 0;
}

/** Those out of sight look for themselves. */
function reliantOn(endpoint: string): string {
  return [
    `WorkflowType = ${quote(RUN_JOB)}`,
    `ExecutionStatus = 'Running'`,
    `ReeveEndpoint = ${quote(endpoint)}`,
    'ReeveVendorJobId IS NOT NULL',
    'ReeveOutOfSightSince IS NULL',
  ].join(' AND ');
}

/**
 * Tells a job its news. False where it does not wait for them now: it is not parked yet, between two attempts, or knows
 * more than the list. The run id keeps news of one run from the next run of the same workflow id.
 */
export async function offer(client: Client, job: SweptJob, news: News): Promise<boolean> {
  return await reached(() => client.activity.complete(parked(job), news));
}

/** Leaves words where people find them, and the job's next attempt with them. */
export async function leaveWords(client: Client, job: SweptJob, words: SweptWords): Promise<boolean> {
  return await reached(() => client.activity.heartbeat(parked(job), words));
}

function parked({ workflowId, runId, state }: SweptJob) {
  return { workflowId, runId, activityId: awaitActivityId(state) };
}

async function reached(tell: () => Promise<void>): Promise<boolean> {
  try {
    await tell();
    return true;
  } catch (error) {
    // One job that cannot be told holds up no other; where the server is away, the next list says so.
    if (!(error instanceof ActivityNotFoundError)) log.warn('a job could not be told its news; again later', { error });
    return false;
  }
}
