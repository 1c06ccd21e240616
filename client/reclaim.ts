import type { Client } from '@temporalio/client';
import { RECLAIM, type ReclaimReport, type ReclaimRequest } from '../contract/reclaim.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { call, untilResult } from './call.ts';

/** Runs one pass over an endpoint and answers with its report. An abort ends the waiting, not the pass. */
export async function reclaimEndpoint(
  client: Client,
  request: ReclaimRequest,
  signal: AbortSignal | undefined,
): Promise<ReclaimReport> {
  // A dry run is no pass that stops anything: the two never join each other.
  const workflowId = `reclaim/${request.endpoint}/${request.dryRun ? 'dry-run' : 'by-hand'}`;
  await call(client, () =>
    client.workflow.start(RECLAIM, {
      workflowId,
      taskQueue: WORKFLOW_QUEUE,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [request],
      staticSummary: `stop what ended jobs have left running at ${request.endpoint}`,
    }),
  );
  return await untilResult<ReclaimReport>(client, workflowId, signal);
}
