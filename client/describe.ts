import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { call } from './call.ts';
import { UnknownJob } from './errors.ts';

/** What Temporal knows of a job right now. Unlike a listing, it never lags behind. */
export async function describeJob(client: Client, jobId: string): Promise<WorkflowExecutionDescription> {
  try {
    return await call(client, () => client.workflow.getHandle(jobId).describe());
  } catch (error) {
    if (isNotFound(error)) throw new UnknownJob(jobId, client.options.namespace);
    throw error;
  }
}

/** True where a call failed because the workflow is not there, or is closed already. */
export function isNotFound(error: unknown): boolean {
  return Error.isError(error) && error.name === 'WorkflowNotFoundError';
}
