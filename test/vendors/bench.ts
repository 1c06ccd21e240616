import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handle, Reading } from '../../contract/job.ts';
import type { Capabilities, Found, Looked, StartContext, Started } from '../../contract/vendor.ts';
import {
  type FaultRule,
  type JobPatch,
  type LedgerJob,
  type LedgerReport,
  type RunningSimulator,
  startSimulators,
} from '../../simulators/index.ts';
import { createEndpoint, type Endpoint } from '../../vendors/endpoint.ts';
import { endpointSettings } from '../../vendors/endpoint-settings.ts';
import { checkParams } from '../../vendors/params.ts';
import type { VendorModule } from '../../vendors/vendor-module.ts';
import type { CallKind, Case, Fields, Order, Subject } from './subject.ts';

/** Ten vendor seconds pass in half a second. */
const SPEED = 20;
const LONGEST_WAIT_MS = 5_000;

/** A job that a case has started. */
export interface Job extends Started {
  operation: string;
  params: unknown;
  context: StartContext;
}

type Wish = Partial<Order> & { intendedAtMs?: number; stamp?: string };

/** A vendor with a simulator of its own: no case disturbs another. */
export class Bench {
  readonly subject: Subject;
  readonly module: VendorModule;
  readonly simulator: RunningSimulator;
  readonly caFile: string | undefined;
  private readonly opened: Endpoint[] = [];
  private readonly kept: (() => Promise<void>)[] = [];

  constructor(subject: Subject, module: VendorModule, simulator: RunningSimulator, caFile: string | undefined) {
    this.subject = subject;
    this.module = module;
    this.simulator = simulator;
    this.caFile = caFile;
  }

  get capabilities(): Capabilities {
    return this.module.capabilities;
  }

  /** The first of the vendor's operations: for cases that are the same for all. */
  get operation(): string {
    return Object.keys(this.subject.operations)[0] as string;
  }

  /** An endpoint of its own: with its gate, its connections and its log-in. Reeve's user unless told otherwise. */
  open(more: Fields = {}): Endpoint {
    const { vendor } = this.subject;
    const fields = { ...this.subject.fields(this), ...more };
    const shared = endpointSettings.parse({
      vendor,
      url: this.simulator.url,
      ca: this.caFile,
      credentials: {},
      timeout: fields.timeout ?? '10s',
      limits: { requestsPerSecond: 1_000, maxHold: '100ms', ...fields.limits },
    });
    const credentials = this.module.credentials.parse(fields.credentials) as Record<string, unknown>;
    const settings = { ...shared, vendor, credentials, own: this.module.settings.parse(fields.own ?? {}) };
    const endpoint = createEndpoint('kit', settings, undefined, this.module);
    this.opened.push(endpoint);
    return endpoint;
  }

  /** Done at the end of the case, whatever becomes of it. */
  afterwards(tidy: () => Promise<void>): void {
    this.kept.push(tidy);
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.map((endpoint) => endpoint.close()), ...this.kept.map((tidy) => tidy())]);
  }

  /** Parameters as the activities give them to the vendor: checked, with the schema's defaults. */
  params(wish: Partial<Order> = {}): unknown {
    const order = { operation: this.operation, work: 'endless' as const, nth: 0, ...wish };
    const make = this.subject.operations[order.operation];
    const checked = checkParams(this.subject.vendor, order.operation, make?.(order, this));
    if ('problems' in checked) throw new Error(`the subject's parameters: ${JSON.stringify(checked.problems)}`);
    return checked.params;
  }

  context({ operation = this.operation, stamp = newStamp(), intendedAtMs = Date.now() }: Wish = {}): StartContext {
    return { ...within(), operation, stamp, intendedAtMs, nowMs: () => Date.now() };
  }

  /** Starts a job; the answer counts, nothing is waited for. */
  async start(endpoint: Endpoint, wish: Wish = {}): Promise<Job> {
    const params = this.params(wish);
    const context = this.context(wish);
    const started = await endpoint.vendor.start(params, context);
    return { ...started, operation: context.operation, params, context };
  }

  /** A job that runs, by the ledger. */
  async running(endpoint: Endpoint, wish: Wish = {}): Promise<Job> {
    const job = await this.start(endpoint, { work: 'endless', ...wish });
    await this.until(`${job.vendorJobId} runs`, () => this.truth(job.vendorJobId).state === 'running');
    return job;
  }

  async many(endpoint: Endpoint, count: number, wish: (nth: number) => Wish = (nth) => ({ nth })): Promise<Job[]> {
    return await Promise.all(Array.from({ length: count }, (_, nth) => this.running(endpoint, wish(nth))));
  }

  ledger(): LedgerReport {
    return this.simulator.ledger();
  }

  /** The ledger's jobs that were asked for through the API. */
  made(user?: string): LedgerJob[] {
    return this.ledger().jobs.filter(
      (job) => job.startRequests > 0 && (user ?? job.startedBy.user) === job.startedBy.user,
    );
  }

  /** The vendor's truth about what Reeve calls `vendorJobId`. */
  truth(vendorJobId: string): LedgerJob {
    const job = this.ledger().jobs.findLast(({ id, runId, name }) => [id, runId, name].includes(vendorJobId));
    assert.ok(job !== undefined, `the vendor has no job ${vendorJobId}`);
    return job;
  }

  /** Method and path of each call so far, of a kind where one is told. */
  sent(kind?: CallKind): string[] {
    const { calls } = this.ledger();
    return calls.filter((call) => (kind ?? call.kind) === call.kind).map(({ method, path }) => `${method} ${path}`);
  }

  fault(rule: FaultRule): void {
    this.simulator.addFaults(rule);
  }

  patch(job: { vendorJobId: string }, patch: JobPatch): void {
    assert.ok(this.simulator.patchJob(job.vendorJobId, patch), `the simulator has no job ${job.vendorJobId}`);
  }

  /** Calls of a kind since the last `resetCalls`. */
  calls(kind: CallKind): number {
    return this.ledger().callsByKind[kind];
  }

  async until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + LONGEST_WAIT_MS;
    while (!(await is())) {
      assert.ok(Date.now() < deadline, `${what}: not within ${LONGEST_WAIT_MS} ms`);
      await sleep(5);
    }
  }

  async lookAt(endpoint: Endpoint, jobs: readonly { handle: Handle }[]): Promise<Looked[]> {
    return await endpoint.vendor.look(
      jobs.map(({ handle }) => handle),
      within(),
    );
  }

  /** One job, which must be readable. */
  async read(endpoint: Endpoint, job: { handle: Handle }): Promise<Reading> {
    const [looked] = await this.lookAt(endpoint, [job]);
    assert.ok(looked !== undefined && !(looked instanceof Error), `could not be read: ${looked}`);
    return looked;
  }

  async find(endpoint: Endpoint, { params, context }: Pick<Job, 'params' | 'context'>): Promise<Found[]> {
    return await endpoint.vendor.find(params, context);
  }
}

export function within(ms = 10_000): { signal: AbortSignal } {
  return { signal: AbortSignal.timeout(ms) };
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export function newStamp(): string {
  return `rv-${[...randomBytes(16)].map((byte) => BASE32[byte % 32]).join('')}`;
}

/** Runs a case with a vendor and a simulator that nothing else uses, and ends both. */
export async function onBench(
  subject: Subject,
  module: VendorModule,
  { options, certificate = 'valid', run }: Pick<Case, 'options' | 'certificate' | 'run'>,
): Promise<void> {
  const { vendor } = subject;
  const own = { ...subject.options, ...options };
  const common = { vendors: [vendor], speed: SPEED, latencyMs: 2, certificate };
  const simulators = await startSimulators({ ...common, [vendor]: own });
  const bench = new Bench(subject, module, simulators.get(vendor), simulators.caFile);
  try {
    await run(bench);
  } finally {
    await simulators.stop();
    await bench.close();
  }
}
