import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { localActivities } from '../../activities/local.ts';
import type { Activities } from '../../contract/activities.ts';
import { cancelQueue, endpointQueue, WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import type { Endpoint } from '../../vendors/endpoint.ts';
import type { TimeSkipping } from '../harness/time-skipping.ts';

/** What is under test: the product, or a copy of it with a planted bug. */
export interface Product {
  bundle: WorkflowBundle;
  activities?: (real: Activities, endpoints: ReadonlyMap<string, Endpoint>) => Partial<Activities>;
}

export interface Workers {
  /** Shuts the workers down and lets others take over, which have no workflow in their cache. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWorkers(
  { environment }: TimeSkipping,
  product: Product,
  endpoints: readonly Endpoint[],
  isCached: boolean,
): Promise<Workers> {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  const real = createActivities({ installation: 'test', endpoints: byName });
  const activities = { ...real, ...product.activities?.(real, byName) };
  const queues = endpoints.flatMap(({ name }) => [endpointQueue(name), cancelQueue(name)]);
  const { nativeConnection: connection } = environment;

  const start = async () => {
    const workers = await Promise.all([
      Worker.create({
        connection,
        taskQueue: WORKFLOW_QUEUE,
        workflowBundle: product.bundle,
        // The test server never takes a workflow back from a worker that has it in its cache and is gone.
        ...(!isCached && { maxCachedWorkflows: 0 }),
        activities: { ...localActivities },
      }),
      ...queues.map((taskQueue) => Worker.create({ connection, taskQueue, activities, shutdownForceTime: '5s' })),
    ]);
    return { workers, running: Promise.all(workers.map((worker) => worker.run())) };
  };
  let shift = await start();
  const stop = async () => {
    for (const worker of shift.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await shift.running;
  };
  return {
    stop,
    restart: async () => {
      await stop();
      shift = await start();
    },
  };
}
