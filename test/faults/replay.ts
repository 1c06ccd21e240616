import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import type { Recorded } from '../harness/end-to-end-histories.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * Replays the histories against the workflows as they are; one line for each that does not fit. One call after the
 * other: a process has one runtime of Temporal's, which ends with its last worker.
 */
export function replayAll(recorded: readonly Recorded[]): Promise<string[]> {
  const next = last.then(async () => {
    const bundle = await workflowBundle();
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    const wrong: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, recorded)) {
      if (error !== undefined) wrong.push(`${workflowId}: ${error.message}`);
    }
    return wrong;
  });
  last = next.catch(() => undefined);
  return next;
}
