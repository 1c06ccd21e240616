import { startWorkflow, WorkflowRunOperationHandler } from '@temporalio/nexus';
import {
  OperationError,
  operation,
  type ServiceHandler,
  type StartOperationContext,
  service,
  serviceHandler,
} from 'nexus-rpc';
import type { JobRequest, Outcome } from '../contract/job.ts';
import { MEMO_REQUEST, NEXUS_SERVICE, RUN_JOB } from '../contract/messages.ts';
import { checkRequest, describeProblems } from '../contract/request.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';

/**
 * Reeve for workflows of other namespaces. Its one operation is a job: a cancel of the operation is a cancel request to
 * the job, and the operation ends as the job's workflow does.
 */
export function createNexusService(): ServiceHandler {
  const definition = service(NEXUS_SERVICE, { [RUN_JOB]: operation<JobRequest, Outcome>() });
  return serviceHandler(definition, { [RUN_JOB]: new WorkflowRunOperationHandler(startJob) });
}

/** An `OperationError` ends the operation at once; what else is thrown, Temporal tries again. */
async function startJob(context: StartOperationContext, request: JobRequest) {
  const problems = checkRequest(request);
  if (problems.length > 0) throw new OperationError('failed', describeProblems(problems));
  // Without a key, the request's id: it stays the same when Temporal asks again.
  const workflowId = `job/${request.endpoint}/${request.key ?? context.requestId}`;
  try {
    return await startWorkflow<(given: JobRequest) => Promise<Outcome>>(context, RUN_JOB, {
      workflowId,
      taskQueue: WORKFLOW_QUEUE,
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [request],
      memo: { [MEMO_REQUEST]: request },
      staticSummary: `${request.operation} on ${request.endpoint}`,
    });
  } catch (error) {
    if (!Error.isError(error) || error.name !== 'WorkflowExecutionAlreadyStartedError') throw error;
    throw new OperationError('failed', `the key is taken: ${workflowId} was started before`);
  }
}
