import { activityInfo, Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { claimId, MEMO_OWNER, type Owner, RUN_JOB } from '../contract/messages.ts';

/** Who holds a vendor job: this job, another one, or nobody. */
export type Holder = 'us' | 'nobody' | { workflowId: string };

/**
 * Looks at the claim first, which the server answers consistently, and then for another job that started the vendor job
 * itself and so needed no claim. That list lags by a second or so: callers wait for it where it matters.
 */
export async function holderOf(endpoint: string, vendorJobId: string, firstExecutionRunId: string): Promise<Holder> {
  const { workflowId = '' } = activityInfo().workflowExecution ?? {};
  const owner = await claimOwner(endpoint, vendorJobId);
  if (owner !== undefined) {
    const ours = owner.workflowId === workflowId && owner.firstExecutionRunId === firstExecutionRunId;
    return ours ? 'us' : owner;
  }
  return (await otherJob(endpoint, vendorJobId, workflowId)) ?? 'nobody';
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

async function otherJob(
  endpoint: string,
  vendorJobId: string,
  workflowId: string,
): Promise<{ workflowId: string } | undefined> {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const query = [
    `WorkflowType = ${quote(RUN_JOB)}`,
    `ReeveEndpoint = ${quote(endpoint)}`,
    `ReeveVendorJobId = ${quote(vendorJobId)}`,
    `WorkflowId != ${quote(workflowId)}`,
  ].join(' AND ');
  for await (const other of Context.current().client.workflow.list({ query })) return { workflowId: other.workflowId };
  return undefined;
}
