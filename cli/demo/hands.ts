import type { Client } from '@temporalio/client';

/** Which worker processes, by process id, had a job's vendor calls: the first one and the last one. */
export interface Hands {
  first: number | undefined;
  last: number | undefined;
}

/** Reads the identities out of the history: an activity's worker stands in its started event. */
export async function readHands(client: Client, workflowId: string): Promise<Hands> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const pids = (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) =>
    started?.identity ? [Number.parseInt(started.identity, 10)] : [],
  );
  return { first: pids[0], last: pids.at(-1) };
}
