import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { StartedJob } from '../contract/activities.ts';
import { CLAIM, claimId, MEMO_OWNER, type Owner } from '../contract/messages.ts';
import { finder } from './activities.ts';
import type { Job } from './job.ts';

/** Claims a vendor job for this one; false where somebody has claimed it already. */
export async function claimOne(job: Job, vendorJobId: string): Promise<boolean> {
  const { workflowId } = workflowInfo();
  const owner: Owner = { workflowId, firstExecutionRunId: job.firstExecutionRunId };
  try {
    await startChild(CLAIM, {
      workflowId: claimId(job.request.endpoint, vendorJobId),
      parentClosePolicy: ParentClosePolicy.TERMINATE,
      memo: { [MEMO_OWNER]: owner },
      staticSummary: `${vendorJobId} is watched by ${workflowId}`,
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/**
 * Takes over a vendor job that runs already. Undefined where the job was called off before. The activity reads who holds
 * it, so that a second call after a lost race names the owner.
 */
export async function adopt(job: Job): Promise<StartedJob | undefined> {
  const { request, firstExecutionRunId } = job;
  const scope = new CancellationScope();
  job.starting = scope;
  try {
    for (;;) {
      const adopted = await scope.run(() => finder(job).adoptJob({ request, firstExecutionRunId }));
      if (adopted.held || (await claimOne(job, adopted.vendorJobId))) return adopted;
    }
  } catch (error) {
    if (!scope.consideredCancelled) throw error;
    job.end = { why: job.stop === undefined ? 'startExpired' : 'neverStarted' };
    return undefined;
  } finally {
    delete job.starting;
  }
}
