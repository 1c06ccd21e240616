import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { pino } from 'pino';
import { createActivities } from '../activities/index.ts';
import { localActivities } from '../activities/local.ts';
import { cancelQueue, endpointQueue, SWEEP_QUEUE, WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { type Configuration, loadConfiguration } from '../vendors/configuration.ts';
import { createEndpoint, type Endpoint } from '../vendors/endpoint.ts';
import { warnOfLimits } from './limits.ts';
import { createLog, temporalLogger } from './log.ts';
import { createNexusService } from './nexus-service.ts';
import { checkSearchAttributes } from './search-attributes.ts';
import { ACTIVITY_SIZE, SWEEPER_SIZE, workflowSize } from './sizes.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerOptions {
  /** Path of `reeve.yaml`. */
  configPath: string;
  /** Where references and the connection's settings are read. Default: the process's environment. */
  env?: NodeJS.ProcessEnv;
  /** `host:port` where Prometheus may read the metrics of Temporal's SDK and of Reeve; none where undefined. */
  metricsAddress?: string;
  /** Jobs whose workflow is kept in memory between two tasks. Default: `MAX_CACHED_WORKFLOWS`. */
  maxCachedWorkflows?: number | undefined;
  /** Offers jobs to other namespaces as a Nexus service. Default: not. */
  nexus?: boolean;
  /** Told once, when every queue is polled. */
  onReady?: () => void;
}

/** A call that is under way at SIGTERM may take this long to come back; then the process ends all the same. */
const GRACE = '40s';
const FORCE = '50s';
/** Two signals within this time are one press of Ctrl-C. */
const SAME_PRESS_MS = 500;

/**
 * Serves the workflows and the configuration's endpoints until SIGTERM or SIGINT, then lets calls under way come back.
 * A second signal ends the process at once: whatever was under way is found again by another worker.
 */
export async function runWorker({
  configPath,
  env = process.env,
  metricsAddress,
  maxCachedWorkflows,
  nexus = false,
  onReady,
}: WorkerOptions): Promise<void> {
  const configuration = await loadConfiguration(configPath, env);
  const log = createLog(env.LOG_LEVEL);
  const endpoints = new Map(
    Object.entries(configuration.endpoints).map(([name, settings]) => [name, createEndpoint(name, settings)] as const),
  );
  Runtime.install({
    logger: temporalLogger(log),
    shutdownSignals: [],
    ...(metricsAddress !== undefined && {
      telemetryOptions: { metrics: { prometheus: { bindAddress: metricsAddress } } },
    }),
  });
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig({
    overrideEnvVars: env as Record<string, string>,
  });
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    await checkSearchAttributes(connection, namespace);
    const draining = new AbortController();
    const bundle = await workflowBundle();
    if (bundle.problem !== undefined) log.warn({ problem: bundle.problem }, 'the workflow bundle cannot be kept');
    const parts = { connection, namespace, configuration, endpoints, bundle, maxCachedWorkflows, nexus };
    const workers = await createWorkers({ ...parts, draining: draining.signal });
    const drain = () => {
      draining.abort();
      shutDown(workers);
    };
    drainOnSignal(drain, log);
    const running = workers.map((worker) => worker.run());
    log.info({ endpoints: [...endpoints.keys()], namespace }, 'worker is running');
    onReady?.();
    const warning = warnOfLimits(endpoints.values(), log, draining.signal);
    await untilAllEnd(drain, running);
    await warning;
  } finally {
    await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
    await connection.close();
  }
}

/** Where one of them fails the others are drained too, before anything that they use is closed. */
async function untilAllEnd(drain: () => void, running: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.all(running);
  } catch (error) {
    drain();
    await Promise.allSettled(running);
    throw error;
  }
}

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

interface Parts {
  bundle: WorkflowBundle;
  maxCachedWorkflows: number | undefined;
  connection: NativeConnection;
  namespace: string;
  configuration: Configuration;
  endpoints: ReadonlyMap<string, Endpoint>;
  nexus: boolean;
  draining: AbortSignal;
}

/**
 * One worker for the jobs' workflows, one for the sweepers', which would else wait behind a burst of jobs, and two for each
 * endpoint, so that a stop never waits behind looks.
 */
function createWorkers(parts: Parts): Promise<Worker[]> {
  const { connection, namespace, configuration, endpoints, draining, bundle, nexus } = parts;
  const activities = { ...createActivities({ installation: configuration.installation, endpoints, draining }) };
  const shared = { connection, namespace, shutdownGraceTime: GRACE, shutdownForceTime: FORCE } as const;
  const workflows = {
    workflowBundle: bundle,
    activities: { ...localActivities },
    enableNonLocalActivities: false,
    ...(nexus && { nexusServices: [createNexusService()] }),
  };
  const queues = [...endpoints.keys()].flatMap((name) => [endpointQueue(name), cancelQueue(name)]);
  return Promise.all([
    Worker.create({ ...shared, ...workflows, ...workflowSize(parts.maxCachedWorkflows), taskQueue: WORKFLOW_QUEUE }),
    Worker.create({ ...shared, workflowBundle: bundle, ...SWEEPER_SIZE, taskQueue: SWEEP_QUEUE }),
    ...queues.map((taskQueue) => Worker.create({ ...shared, ...ACTIVITY_SIZE, taskQueue, activities })),
  ]);
}

function drainOnSignal(drain: () => void, log: pino.Logger): void {
  let firstAt: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // npm and npx hand on a Ctrl-C that the terminal has sent to us already: one press is one signal.
      if (firstAt !== undefined && performance.now() - firstAt < SAME_PRESS_MS) return;
      if (firstAt !== undefined) process.exit(1);
      firstAt = performance.now();
      log.info({ signal }, 'draining: calls under way may come back; a second signal ends at once');
      drain();
    });
  }
}
