import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
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
 * Takes over a vendor job that runs already. It runs whatever becomes of this job, so a stop or an expiry waits until it
 * is adopted and can be stopped: `neverStarted` would not be true. Only `startBy` calls an adoption off.
 */
export async function adopt(job: Job): Promise<StartedJob | undefined> {
  const { request, firstExecutionRunId } = job;
  for (;;) {
    const adopted = await finder(job).adoptJob({ request, firstExecutionRunId });
    if (job.end !== undefined) return undefined;
    // The activity reads who holds it: where the race was lost, the next call names the owner.
    if (adopted.held || (await claimOne(job, adopted.vendorJobId))) return adopted;
  }
}
