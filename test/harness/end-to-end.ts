import { expect } from '@jest/globals';
import { type JobHandle, type JobRequest, type JobSnapshot, Reeve } from '../../client/index.ts';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer } from '../../dev/index.ts';
import { type LedgerJob, type SimulatorsOptions, startSimulators } from '../../simulators/index.ts';
import {
  createOrders,
  type Driven,
  type EndpointPlans,
  type Order,
  type Orders,
  simulatorsFor,
  userOf,
  type Work,
  writeConfiguration,
} from './end-to-end-configuration.ts';
import { eventNames, fetchHistories, formsOf, type Recorded, replay, textOf } from './end-to-end-histories.ts';
import { launchWorker, type ReeveProcess, runReeve } from './end-to-end-process.ts';
import { until } from './end-to-end-until.ts';
import { type VendorView, viewVendor } from './end-to-end-vendor.ts';
import { PathCollector } from './kept-histories.ts';
import { asTheRunWants } from './preloading.ts';

/** How a job has closed, for one comparison. */
export type Closed = Pick<JobSnapshot, 'status' | 'failure' | 'outcome'> & { events: string[] };

/** All of Reeve on one machine: Temporal, the simulators, `reeve.yaml`, and workers in processes of their own. */
export interface Lab {
  address: string;
  configPath: string;
  reeve: Reeve;
  vendor: Readonly<Record<Driven, VendorView>>;
  order: Orders;
  startWorker(configPath?: string, ...more: string[]): Promise<ReeveProcess>;
  /** Kills all workers. */
  stopWorkers(): Promise<void>;
  /** Runs a `reeve` command against this server. */
  run(...args: string[]): ReturnType<typeof runReeve>;
  start(endpoint: string, work: Work | Order, more?: Partial<JobRequest>): Promise<JobHandle>;
  /** Waits until the job stands so. */
  seen(job: JobHandle, what: string, is: (snapshot: JobSnapshot) => boolean, withinMs?: number): Promise<JobSnapshot>;
  /** Waits until the vendor's job runs and Reeve knows it. */
  running(job: JobHandle): Promise<JobSnapshot>;
  closed(job: JobHandle, withinMs?: number): Promise<Closed>;
  /** The vendor's own record of the job. */
  truth(job: JobHandle): Promise<LedgerJob>;
  /** Ends the job in the vendor's own console. */
  endByHand(job: JobHandle, end: 'succeeded' | 'canceled'): Promise<void>;
  /** Fails where a history of this server does not replay, or where one of them or a worker's log holds a secret. */
  checkRecords(): Promise<void>;
  stop(): Promise<void>;
}

/** Ends everything that was started, last one first, whatever fails. */
class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  async run(): Promise<void> {
    const failed: unknown[] = [];
    for (const step of this.#steps.splice(0)) await step().catch((error) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, 'the lab did not end cleanly');
  }
}

export async function startLab(plans: EndpointPlans, options: SimulatorsOptions = {}): Promise<Lab> {
  const cleanup = new Cleanup();
  try {
    return await build(plans, options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function build(plans: EndpointPlans, options: SimulatorsOptions, cleanup: Cleanup): Promise<Lab> {
  const server = await startTemporalServer({ headless: true, searchAttributes: SEARCH_ATTRIBUTES });
  cleanup.add(() => server.stop());
  const simulators = await startSimulators(simulatorsFor(plans, options));
  cleanup.add(() => simulators.stop());
  const configuration = await writeConfiguration(plans, simulators);
  cleanup.add(configuration.remove);
  const reeve = await Reeve.connect({ address: server.address });
  cleanup.add(() => reeve.close());
  const view = (name: Driven) => viewVendor(name, simulators.get(name).url, simulators.ca);
  const vendor = { 'cisco-prime': view('cisco-prime'), 'symantec-ccs': view('symantec-ccs') };
  const env = { ...process.env, ...asTheRunWants(), TEMPORAL_ADDRESS: server.address };
  const order = createOrders(plans, simulators);
  const workers: ReeveProcess[] = [];
  const stopWorkers = async () => {
    for (const worker of workers) worker.signal('SIGKILL');
    await Promise.all(workers.map(({ exited }) => exited));
  };
  cleanup.add(stopWorkers);
  const jobs = jobActions(reeve);
  return {
    ...jobs,
    address: server.address,
    configPath: configuration.path,
    reeve,
    vendor,
    order,
    async startWorker(configPath = configuration.path, ...more) {
      const worker = await launchWorker(configPath, env, more);
      workers.push(worker);
      return worker;
    },
    stopWorkers,
    run: (...args) => runReeve(args, env),
    start: (endpoint, work, more = {}) => {
      const ordered = typeof work === 'string' ? order(endpoint, work) : work;
      return reeve.startUntyped({ endpoint, ...ordered, expiresIn: '10 minutes', ...more });
    },
    async truth(job) {
      const { vendor: name, vendorJobId } = await job.get();
      return await vendor[name as Driven].job(vendorJobId);
    },
    async endByHand(job, end) {
      const { vendor: name, vendorJobId = '' } = await job.get();
      await vendor[name as Driven].control({ do: 'setJob', job: vendorJobId, patch: { end } });
    },
    checkRecords: () => checkRecords(reeve, plans, workers),
    stop: () => cleanup.run(),
  };
}

function jobActions({ client }: Reeve): Pick<Lab, 'seen' | 'running' | 'closed'> {
  const seen: Lab['seen'] = (job, what, is, withinMs) => {
    let last: JobSnapshot | undefined;
    const look = async () => {
      last = await job.get();
      return is(last) ? last : undefined;
    };
    return until(`${job.id} ${what}`, look, () => last, withinMs);
  };
  return {
    seen,
    running: (job) => seen(job, 'runs', ({ view }) => view?.state === 'running'),
    async closed(job, withinMs) {
      const { status, failure, outcome } = await seen(job, 'is closed', ({ closedAt }) => !!closedAt, withinMs);
      const events = eventNames(await client.workflow.getHandle(job.id).fetchHistory());
      return { status, events, ...(failure && { failure }), ...(outcome && { outcome }) };
    },
  };
}

async function checkRecords({ client }: Reeve, plans: EndpointPlans, workers: readonly ReeveProcess[]): Promise<void> {
  const recorded = await fetchHistories(client);
  expect(recorded.length).toBeGreaterThan(0);
  expect(await replay(recorded)).toEqual([]);
  await keep(recorded);
  const written = [...recorded.map(({ history }) => textOf(history)), ...workers.map(({ output }) => output())];
  const secrets = Object.entries(plans).flatMap(([name, plan]) => formsOf(userOf(name, plan)));
  expect(secrets.filter((secret) => written.some((text) => text.includes(secret)))).toEqual([]);
  // A token of CCS: 48 random bytes. Digests are as long, but in hex.
  const tokens = written.flatMap((text) => text.match(/(?<![\w-])[\w-]{64}(?![\w-])/g) ?? []);
  expect(tokens.filter((text) => !/^[0-9a-f]{64}$/.test(text))).toEqual([]);
}

/** With `KEEP_HISTORIES=NAME` a history of each path that the tests of a file made is kept: an extension is no fault. */
async function keep(recorded: readonly Recorded[]): Promise<void> {
  const { KEEP_HISTORIES: name } = process.env;
  if (!name) return;
  const paths = new PathCollector();
  paths.offer(name, recorded);
  await paths.write((file) => file.startsWith(`${name}-`));
}

/** Fails where a job has cost more events than the design allows, and says which. */
export function expectBudget(
  { events }: Closed,
  allowed: Partial<Record<'changes' | 'claims' | 'stops' | 'filledIn', number>>,
): void {
  const { changes = 0, claims = 0, stops = 0, filledIn = 0 } = allowed;
  const budget = 25 + 8 * changes + 8 * claims + 15 * stops + 4 * filledIn;
  if (events.length <= budget) return;
  throw new Error(`${events.length} events, allowed are ${budget}:\n${events.join('\n')}`);
}
