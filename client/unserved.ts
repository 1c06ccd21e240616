import type { Client } from '@temporalio/client';
import { endpointQueue, WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { call } from './call.ts';

/** Numbers of Temporal's `TaskQueueType`. */
const WORKFLOW = 1;
const ACTIVITY = 2;

/**
 * The task queues of an endpoint's jobs that no worker asks for work. Temporal remembers a worker for five minutes
 * after its last question, so a worker that has just died is still counted: nothing here compares clocks.
 */
export async function unservedQueues(client: Client, endpoint: string | undefined): Promise<string[]> {
  const queues: [name: string, type: number][] = [[WORKFLOW_QUEUE, WORKFLOW]];
  if (endpoint !== undefined) queues.push([endpointQueue(endpoint), ACTIVITY]);
  const served = await Promise.all(queues.map(([name, type]) => isServed(client, name, type)));
  return queues.filter((_, index) => !served[index]).map(([name]) => name);
}

async function isServed(client: Client, name: string, taskQueueType: number): Promise<boolean> {
  const { namespace } = client.options;
  const answer = await call(client, () =>
    client.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
  );
  return answer.pollers.length > 0;
}
