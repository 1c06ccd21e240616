import { activityInfo, Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { claimId, MEMO_OWNER, type Owner, RUN_JOB } from '../contract/messages.ts';
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
  const other = await anyJob([
    `ReeveEndpoint = ${quote(endpoint)}`,
    `ReeveVendorJobId = ${quote(id)}`,
    ...(among === 'running' ? [`ExecutionStatus = 'Running'`] : []),
  ]);
  return other ?? 'nobody';
}

/** True where another job of this endpoint has no vendor job yet: what is found may be what it is just starting. */
export async function isAnotherStarting(endpoint: string): Promise<boolean> {
  const starting = [`ExecutionStatus = 'Running'`, 'ReeveVendorJobId IS NULL', `ReeveEndpoint = ${quote(endpoint)}`];
  return (await anyJob(starting)) !== undefined;
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

/** Any other job than this one of which all conditions are true. */
async function anyJob(conditions: readonly string[]): Promise<{ workflowId: string } | undefined> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const query = [`WorkflowType = ${quote(RUN_JOB)}`, `WorkflowId != ${quote(workflowId)}`, ...conditions].join(' AND ');
  for await (const other of Context.current().client.workflow.list({ query })) return { workflowId: other.workflowId };
  return undefined;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
