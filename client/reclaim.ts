import type { Client } from '@temporalio/client';
import { RECLAIM, type ReclaimReport, type ReclaimRequest } from '../contract/reclaim.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { bounded, call } from './call.ts';
import { isOverdue } from './unreachable.ts';

/** One question is cut after this, so that an abort between two of the SDK's polls leaves nothing running for long. */
const ASK_AGAIN_MS = 60_000;

/** Runs one pass over an endpoint and answers with its report. An abort ends the waiting, not the pass. */
export async function reclaimEndpoint(
  client: Client,
  request: ReclaimRequest,
  signal: AbortSignal | undefined,
): Promise<ReclaimReport> {
  // A dry run is no pass that stops anything: the two never join each other.
  const workflowId = `reclaim/${request.endpoint}/${request.dryRun ? 'dry-run' : 'by-hand'}`;
  const handle = await call(client, () =>
    client.workflow.start(RECLAIM, {
      workflowId,
      taskQueue: WORKFLOW_QUEUE,
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [request],
      staticSummary: `stop what ended jobs have left running at ${request.endpoint}`,
    }),
  );
  for (;;) {
    try {
      return await bounded(client, () => handle.result() as Promise<ReclaimReport>, { withinMs: ASK_AGAIN_MS, signal });
    } catch (error) {
      if (!isOverdue(error)) throw error;
    }
  }
}
