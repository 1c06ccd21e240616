import { fileURLToPath } from 'node:url';
import { Reeve } from '../client/index.ts';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { startTemporalServer, type TemporalServer } from '../dev/index.ts';
import { type Simulators, type SimulatorsOptions, startSimulators, type VendorName } from '../simulators/index.ts';
import { DRIVERS, type Order, type Work } from '../test/faults/orders.ts';
import { Cleanup } from '../test/faults/processes.ts';
import { launchUntil, launchWorker, type ReeveProcess } from '../test/harness/end-to-end-process.ts';
import {
  type Configuration,
  type EndpointPlan,
  PASSWORD,
  PASSWORD_ENV,
  userOf,
  writeConfiguration,
} from './configuration.ts';

export interface LabOptions {
  endpoints: readonly EndpointPlan[];
  /** Vendor seconds in a real one. @default 1 */
  speed?: number;
  /** How many orders a vendor may get that needs something of its own for each. @default 100 */
  orders?: number;
  /** Options of each vendor's simulator, beside those that make its users and works. */
  simulators?: Partial<Pick<SimulatorsOptions, VendorName>>;
  latencyMs?: number;
}

/** All of Reeve on this machine, for one scenario: nothing is shared with another one. */
export interface Lab {
  server: TemporalServer;
  simulators: Simulators;
  reeve: Reeve;
  configuration: Configuration;
  /** Those that run. */
  workers: ReeveProcess[];
  startWorker(configPath?: string): Promise<ReeveProcess>;
  /** A worker of the hand-written workflows beside which Reeve is measured. */
  startPeers(): Promise<ReeveProcess>;
  /** With -9. */
  kill(worker: ReeveProcess): Promise<void>;
  /** As a deployment ends one: what it does is handed over. */
  drain(worker: ReeveProcess): Promise<void>;
  /** What nobody has ordered at this vendor yet. */
  order(vendor: VendorName, work: Work): Order;
  stop(): Promise<void>;
}

const SERVER_SETTINGS = {
  // Visibility has limits of its own for a namespace: the bench reads how thousands of workflows have closed.
  'frontend.namespaceRPS.visibility': 1_000,
  // The development server reads its store again for each search attribute that it meets, so that new ones are known at
  // once. No other server does.
  'system.forceSearchAttributesCacheRefreshOnRead': false,
} as const;

/** Of every worker process, as docs/operations.md has it: Node would otherwise let its heaps grow with the machine. */
const HEAP = '--max-old-space-size=256 --max-semi-space-size=8';

const PEERS = fileURLToPath(new URL('./peers/worker.ts', import.meta.url));

/** Runs a story in a lab of its own, and ends everything that was started, whatever comes of it. */
export async function inLab<T>(options: LabOptions, story: (lab: Lab) => Promise<T>): Promise<T> {
  const cleanup = new Cleanup();
  try {
    return await story(await startLab(options, cleanup));
  } finally {
    await cleanup.run();
  }
}

async function startLab(options: LabOptions, cleanup: Cleanup): Promise<Lab> {
  const server = await startTemporalServer({
    headless: true,
    searchAttributes: SEARCH_ATTRIBUTES,
    logLevel: 'error',
    args: Object.entries(SERVER_SETTINGS).flatMap((setting) => ['--dynamic-config-value', setting.join('=')]),
  });
  cleanup.add(() => server.stop());
  const simulators = await startSimulators(simulatorsFor(options));
  cleanup.add(() => simulators.stop());
  const configuration = await writeConfiguration(options.endpoints, simulators);
  cleanup.add(configuration.remove);
  const reeve = await Reeve.connect({ address: server.address });
  cleanup.add(() => reeve.close());
  const processes = createProcesses(server, simulators, configuration, cleanup);
  const ordered = new Map<VendorName, number>();
  const order: Lab['order'] = (vendor, work) => {
    const number = ordered.get(vendor) ?? 0;
    ordered.set(vendor, number + 1);
    return DRIVERS[vendor].order(work, number, simulators.get(vendor).inventory());
  };
  return { server, simulators, reeve, configuration, order, ...processes, stop: () => cleanup.run() };
}

function createProcesses(
  { address }: TemporalServer,
  simulators: Simulators,
  configuration: Configuration,
  cleanup: Cleanup,
): Pick<Lab, 'workers' | 'startWorker' | 'startPeers' | 'kill' | 'drain'> {
  const workers: ReeveProcess[] = [];
  const ended = async (worker: ReeveProcess, by: NodeJS.Signals) => {
    worker.signal(by);
    await worker.exited;
    if (workers.includes(worker)) workers.splice(workers.indexOf(worker), 1);
  };
  const kill: Lab['kill'] = (worker) => ended(worker, 'SIGKILL');
  cleanup.add(() => Promise.all([...workers].map(kill)));
  const shared = { ...process.env, LOG_LEVEL: 'info', NODE_OPTIONS: HEAP, ...PASSWORD_ENV, TEMPORAL_ADDRESS: address };
  const keep = (worker: ReeveProcess) => {
    workers.push(worker);
    return worker;
  };
  return {
    workers,
    kill,
    drain: (worker) => ended(worker, 'SIGTERM'),
    async startWorker(configPath = configuration.path) {
      return keep(await launchWorker(configPath, shared));
    },
    async startPeers() {
      const { url } = simulators.get('riverbed-cmc');
      const vendor = { BENCH_VENDOR_URL: url, BENCH_VENDOR_CA: simulators.caFile, BENCH_USER: userOf('peers') };
      const env = { ...shared, ...vendor };
      return keep(await launchUntil(PEERS, [], 'peers are served', env));
    },
  };
}

function simulatorsFor({ endpoints, speed = 1, orders = 100, latencyMs, simulators }: LabOptions): SimulatorsOptions {
  const vendors = [...new Set(endpoints.map(({ vendor }) => vendor))];
  const own = vendors.map((vendor) => {
    const { may, simulator } = DRIVERS[vendor];
    const mine = endpoints.filter((endpoint) => endpoint.vendor === vendor).map(({ name }) => name);
    const users = [...mine, 'peers'].map((name) => ({ name: userOf(name), password: PASSWORD, may }));
    return [vendor, { ...simulator(users, orders), ...simulators?.[vendor] }] as const;
  });
  return { vendors, speed, ...(latencyMs !== undefined && { latencyMs }), ...Object.fromEntries(own) };
}
