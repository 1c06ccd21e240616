import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JobHandle, type JobRequest, Reeve } from '../../client/index.ts';
import type { TemporalServerOptions } from '../../dev/index.ts';
import { type RunningSimulator, type SimulatorsOptions, startSimulators } from '../../simulators/index.ts';
import { type Ask, createClient } from '../../simulators/test-client.ts';
import { launchUntil, launchWorker, type ReeveProcess } from '../harness/end-to-end-process.ts';
import { startTcpProxy, type TcpProxy } from '../harness/tcp-proxy.ts';
import { type Configuration, secretOf, userOf, writeConfiguration } from './configuration.ts';
import { DRIVERS, type Driver, type Order, SPEED, type Work } from './orders.ts';
import { Cleanup, type Hold, startHolding } from './processes.ts';
import { startTemporal, type Temporal } from './temporal.ts';
import type { FaultedVendor } from './vendors.ts';

export interface LabOptions {
  /** How many endpoints, each with a vendor user of its own. @default 1 */
  endpoints?: number;
  /** How many jobs may be ordered. @default 100 */
  orders?: number;
  /** Fields of every endpoint in `reeve.yaml`, instead of the lab's own. */
  fields?: Record<string, unknown>;
  simulators?: SimulatorsOptions;
  /** Options of the vendor's own simulator, instead of the lab's own. */
  simulator?: Record<string, unknown>;
  server?: TemporalServerOptions & { onFile?: boolean };
  /** Puts a proxy between the workers and the Temporal server, or the vendor. */
  proxies?: readonly ('server' | 'vendor')[];
  /** How often the lab itself asks the server how its jobs stand. @default 40 */
  asksPerSecond?: number;
  /** Of every worker, beside its own. */
  env?: NodeJS.ProcessEnv;
}

/** A job that this lab has started, with the text by which the ledger shows what it has made. */
export interface Started {
  job: JobHandle;
  endpoint: string;
  mark: string;
  onStop?: 'cancel' | 'leave';
  /** The vendor's id, where the job was adopted. */
  adopted?: string;
}

/** Temporal, one vendor, and workers in processes of their own, for one fault at one vendor: nothing is shared. */
export interface FaultLab {
  vendor: FaultedVendor;
  driver: Driver;
  reeve: Reeve;
  simulator: RunningSimulator;
  temporal: Temporal;
  /** Asks the vendor as anybody could. */
  ask: Ask;
  configuration: Configuration;
  endpoints: readonly string[];
  asksPerSecond: number;
  /** What this lab has started so far. */
  started: Started[];
  toServer: TcpProxy;
  toVendor: TcpProxy;
  /**
   * @param more of its environment; undefined leaves one out
   * @param args of its command line
   */
  startWorker(more?: NodeJS.ProcessEnv, args?: string[]): Promise<ReeveProcess>;
  /** A worker that holds the vendor calls of a kind, to be killed. */
  startHoldingWorker(when: 'before' | 'after', pattern: string): Promise<ReeveProcess & Hold>;
  /** A worker of somebody's own, for workflows that have jobs of Reeve's as their children. */
  startParents(): Promise<ReeveProcess>;
  workers: readonly ReeveProcess[];
  /** What nobody has ordered here yet. */
  order(work: Work): Order;
  /** @param at which endpoint, by number @default one after the other */
  start(work: Work, more?: Partial<JobRequest>, at?: number): Promise<Started>;
  /** The same with an order that a fault has been scripted for. */
  place(order: Order, more?: Partial<JobRequest>, at?: number): Promise<Started>;
  stop(): Promise<void>;
}

const PARENT_WORKER = fileURLToPath(new URL('./parent-worker.ts', import.meta.url));

/** Far above what a wave needs: the vendor's own rate is no part of most faults. */
const WIDE = { requestsPerSecond: 2_000, sessions: 50 };
export const LAB_FIELDS = {
  timeout: '20s',
  limits: WIDE,
  intervals: { least: '1s', greatest: '2s', stop: '1s' },
} as const;

export async function startLab(vendor: FaultedVendor, options: LabOptions = {}): Promise<FaultLab> {
  const cleanup = new Cleanup();
  try {
    return await build(vendor, options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function build(vendor: FaultedVendor, options: LabOptions, cleanup: Cleanup): Promise<FaultLab> {
  const driver = DRIVERS[vendor];
  const endpoints = Array.from({ length: options.endpoints ?? 1 }, (_, index) => `at-${index}`);
  const servers = await startServers(vendor, endpoints, options, cleanup);
  const { simulator, configuration, reeve } = servers;
  const { startWorker, ...workers } = createWorkers(servers, options, cleanup);
  const started: Started[] = [];
  let ordered = 0;
  let placed = 0;
  const order = (work: Work) => driver.order(work, ordered++, simulator.inventory());
  const place: FaultLab['place'] = async ({ mark, ...asked }, more = {}, at = placed++) => {
    const endpoint = endpoints[at % endpoints.length] ?? '';
    const job = await reeve.startUntyped({ endpoint, ...asked, expiresIn: '1 hour', ...more });
    const one = { job, endpoint, mark, ...(more.onStop && { onStop: more.onStop }) };
    started.push(one);
    return one;
  };
  return {
    ...servers,
    ...workers,
    startWorker,
    vendor,
    driver,
    endpoints,
    asksPerSecond: options.asksPerSecond ?? 40,
    started,
    order,
    startHoldingWorker: (when, pattern) => {
      const log = join(configuration.folder, `held-${workers.workers.length}`);
      return startHolding(startWorker, { at: `${when} ${pattern}`, log });
    },
    place,
    start: (work, more, at) => place(order(work), more, at),
    stop: () => cleanup.run(),
  };
}

type Servers = Pick<FaultLab, 'simulator' | 'ask' | 'reeve' | 'configuration' | 'temporal' | 'toServer' | 'toVendor'>;

/** All that the workers talk to, and their configuration. */
async function startServers(
  vendor: FaultedVendor,
  endpoints: readonly string[],
  options: LabOptions,
  cleanup: Cleanup,
): Promise<Servers> {
  const temporal = await startTemporal(options.server);
  cleanup.add(() => temporal.stop());
  const simulators = await startSimulators(simulatorsFor(vendor, endpoints, options));
  cleanup.add(() => simulators.stop());
  const simulator = simulators.get(vendor);
  const url = new URL(simulator.url);
  const proxyTo = async (port: string) => {
    const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(port) });
    cleanup.add(() => proxy.stop());
    return proxy;
  };
  const toVendor = await proxyTo(url.port);
  const toServer = await proxyTo(new URL(`http://${temporal.address}`).port);
  if (options.proxies?.includes('vendor')) url.port = String(toVendor.port);
  const fields = { ...LAB_FIELDS, ...options.fields };
  const configuration = await writeConfiguration({
    vendor,
    url: url.origin,
    caFile: simulators.caFile,
    endpoints,
    fields,
  });
  cleanup.add(configuration.remove);
  const reeve = await Reeve.connect({ address: temporal.address });
  cleanup.add(() => reeve.close());
  const ask = createClient(simulator.url, simulators.ca);
  return { simulator, ask, reeve, configuration, temporal, toServer, toVendor };
}

function createWorkers(
  { configuration, temporal, toServer }: Servers,
  { proxies, env }: LabOptions,
  cleanup: Cleanup,
): Pick<FaultLab, 'workers' | 'startWorker' | 'startParents'> {
  const workers: ReeveProcess[] = [];
  cleanup.add(async () => {
    for (const worker of workers) worker.signal('SIGKILL');
    await Promise.all(workers.map(({ exited }) => exited));
  });
  const address = proxies?.includes('server') ? toServer.address : temporal.address;
  const shared = { ...process.env, LOG_LEVEL: 'info', ...env, TEMPORAL_ADDRESS: address };
  return {
    workers,
    async startWorker(more = {}, args = []) {
      const worker = await launchWorker(configuration.path, { ...shared, ...more }, args);
      workers.push(worker);
      return worker;
    },
    async startParents() {
      const parents = await launchUntil(PARENT_WORKER, [], 'parents are served', shared);
      workers.push(parents);
      return parents;
    },
  };
}

function simulatorsFor(vendor: FaultedVendor, endpoints: readonly string[], options: LabOptions): SimulatorsOptions {
  const { may, simulator } = DRIVERS[vendor];
  const users = endpoints.map((name) => ({ name: userOf(name), password: secretOf(name), may }));
  return {
    vendors: [vendor],
    speed: SPEED,
    ...options.simulators,
    [vendor]: { ...simulator(users, options.orders ?? 100), ...options.simulator },
  };
}
