import { executeChild, ParentClosePolicy } from '@temporalio/workflow';

/** Somebody's own workflow with a job of Reeve's as its child, and without the close policy that the docs ask for. */
export async function parent(request: { jobId: string; request: object }): Promise<void> {
  await executeChild('runJob', {
    taskQueue: 'reeve',
    workflowId: request.jobId,
    args: [request.request],
    parentClosePolicy: ParentClosePolicy.TERMINATE,
  });
}
