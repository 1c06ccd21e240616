import { activityInfo, Context } from '@temporalio/activity';
import { type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import type { JobRequest } from '../contract/job.ts';
import { claimId, MEMO_OWNER, MEMO_REQUEST, MEMO_RESOLVED, type Owner, RUN_JOB } from '../contract/messages.ts';
import { shortId } from './told.ts';

/** Who holds a vendor job: this job, another one, or nobody. */
export type Holder = 'us' | 'nobody' | { workflowId: string };

/**
 * Looks at the claim first, which the server answers consistently, and then for another job that started the vendor job
 * itself and so needed no claim. That list lags by a second or so: callers wait for it where it matters.
 *
 * @param among `running`: a closed job holds nothing any more; `all`: what it started was its own all the same
 */
export async function holderOf(
  endpoint: string,
  vendorJobId: string,
  { firstExecutionRunId, among }: { firstExecutionRunId: string; among: 'running' | 'all' },
): Promise<Holder> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const id = shortId(vendorJobId);
  const owner = await claimOwner(endpoint, id);
  if (owner !== undefined) {
    const ours = owner.workflowId === workflowId && owner.firstExecutionRunId === firstExecutionRunId;
    return ours ? 'us' : owner;
  }
  const holding = [
    `ReeveEndpoint = ${quote(endpoint)}`,
    `ReeveVendorJobId = ${quote(id)}`,
    ...(among === 'running' ? [`ExecutionStatus = 'Running'`] : []),
  ];
  for await (const other of otherJobs(holding)) return { workflowId: other.workflowId };
  return 'nobody';
}

/** A job that has no vendor job yet. */
export interface OtherStart {
  /** Undefined where its memo does not say what it starts: another SDK has started it, or `resolve` has gone on with it. */
  request: JobRequest | undefined;
  startedAtMs: number;
}

/** The other jobs of this endpoint that have no vendor job yet, so many at most: what is found may be of their making. */
export async function otherStarts(endpoint: string, most: number): Promise<OtherStart[]> {
  // What no client of Reeve's has started shows its endpoint only with its vendor job.
  const ofEndpoint = `(ReeveEndpoint = ${quote(endpoint)} OR ReeveEndpoint IS NULL)`;
  const starting = [`ExecutionStatus = 'Running'`, 'ReeveVendorJobId IS NULL', ofEndpoint];
  const others: OtherStart[] = [];
  for await (const { memo, startTime } of otherJobs(starting)) {
    const said = memo?.[MEMO_REQUEST] as JobRequest | undefined;
    if (said !== undefined && said.endpoint !== endpoint) continue;
    const request = memo?.[MEMO_RESOLVED] === undefined ? said : undefined;
    if (others.push({ request, startedAtMs: startTime.getTime() }) === most) break;
  }
  return others;
}

async function claimOwner(endpoint: string, vendorJobId: string): Promise<Owner | undefined> {
  try {
    const claim = await Context.current().client.workflow.getHandle(claimId(endpoint, vendorJobId)).describe();
    if (claim.status.name !== 'RUNNING') return undefined;
    return claim.memo?.[MEMO_OWNER] as Owner | undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The other jobs than this one of which all conditions are true. */
function otherJobs(conditions: readonly string[]): AsyncIterable<WorkflowExecutionInfo> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const query = [`WorkflowType = ${quote(RUN_JOB)}`, `WorkflowId != ${quote(workflowId)}`, ...conditions].join(' AND ');
  return Context.current().client.workflow.list({ query });
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
