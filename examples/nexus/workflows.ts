/** A workflow that runs a job of Reeve from another namespace. See docs/api.md. */
import { createNexusServiceClient, NexusOperationCancellationType } from '@temporalio/workflow';
import { operation, service } from 'nexus-rpc';
// In a program of your own: from 'reeve/client'.
import type { JobRequest, Outcome } from '../../client/index.ts';

const reeve = service('reeve', { runJob: operation<JobRequest, Outcome>() });

export async function caller(request: JobRequest): Promise<Outcome> {
  const jobs = createNexusServiceClient({ endpoint: 'reeve', service: reeve });
  // A cancel of this workflow waits until the job has truly ended.
  const cancellationType = NexusOperationCancellationType.WAIT_CANCELLATION_COMPLETED;
  return await jobs.executeOperation('runJob', request, { cancellationType });
}
