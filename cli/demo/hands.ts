import type { Client } from '@temporalio/client';

/** Which worker processes, by process id, had a job's vendor calls: the first one and the last one. */
export interface Hands {
  first: number | undefined;
  last: number | undefined;
}

/**
 * Reads the identities out of the history: who took an activity stands in its started event, and in the completed one who
 * has ended it: for a job that was parked that is the worker that sweeps.
 */
export async function readHands(client: Client, workflowId: string): Promise<Hands> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const pids = (events ?? []).flatMap((event) => {
    const { activityTaskStartedEventAttributes: started, activityTaskCompletedEventAttributes: completed } = event;
    const identity = started?.identity || completed?.identity;
    return identity ? [Number.parseInt(identity, 10)] : [];
  });
  return { first: pids[0], last: pids.at(-1) };
}
