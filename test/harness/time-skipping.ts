import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { localActivities } from '../../activities/local.ts';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { cancelQueue, endpointQueue, WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import { findTestServer, isNotAvailable } from '../../dev/index.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import type { ScriptedEndpoint } from './scripted-endpoint.ts';

export interface TimeSkipping {
  environment: TestWorkflowEnvironment;
  /** Runs `story` while a workflow worker, and the workers of these endpoints, are there. */
  withWorkers<T>(endpoints: readonly ScriptedEndpoint[], story: () => Promise<T>): Promise<T>;
}

/**
 * The time-skipping test server, or the reason why there is none. Tests without it are skipped, never passed.
 */
export async function findTimeSkipping(): Promise<{ path: string } | { missing: string }> {
  try {
    return { path: await findTestServer(() => undefined) };
  } catch (error) {
    if (isNotAvailable(error)) return { missing: (error as Error).message };
    throw error;
  }
}

const logger = new DefaultLogger('ERROR');
let bundle: Promise<WorkflowBundle> | undefined;

/** A bundle of the workflows in a folder. */
export function bundleOf(workflowsPath: string): Promise<WorkflowBundle> {
  return bundleWorkflowCode({ workflowsPath, logger });
}

/** The runtime and the workflow bundle are the process's, made once. */
export function productBundle(): Promise<WorkflowBundle> {
  if (bundle === undefined) {
    const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
    Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: { filter } } });
    bundle = workflowBundle();
  }
  return bundle;
}

export async function startTimeSkipping(path: string): Promise<TimeSkipping> {
  const product = await productBundle();
  const environment = await startServer(path);
  await environment.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]),
    ),
  });
  return { environment, withWorkers: (endpoints, story) => withWorkers(environment, product, endpoints, story) };
}

/** The SDK gives the server 5 s to come up, which is not much where the machine is busy. */
async function startServer(path: string, triesLeft = 3): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (triesLeft === 0 || !/did not start within/.test((error as Error).message)) throw error;
    return await startServer(path, triesLeft - 1);
  }
}

async function withWorkers<T>(
  { nativeConnection: connection }: TestWorkflowEnvironment,
  bundle: WorkflowBundle,
  endpoints: readonly ScriptedEndpoint[],
  story: () => Promise<T>,
): Promise<T> {
  const activities = {
    ...createActivities({
      installation: 'test',
      endpoints: new Map(endpoints.map((endpoint) => [endpoint.name, endpoint])),
    }),
  };
  const queues = endpoints.flatMap(({ name }) => [endpointQueue(name), cancelQueue(name)]);
  const workers = await Promise.all([
    Worker.create({
      connection,
      taskQueue: WORKFLOW_QUEUE,
      workflowBundle: bundle,
      activities: { ...localActivities },
    }),
    ...queues.map((taskQueue) => Worker.create({ connection, taskQueue, activities, shutdownForceTime: '5s' })),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  try {
    return await story();
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
  }
}
