import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReeveProcess } from '../../test/harness/end-to-end-process.ts';
import { listJobs, untilCounted } from '../closings.ts';
import { eachOf } from '../each-of.ts';
import { startWaiting } from '../jobs.ts';
import type { Lab } from '../lab.ts';
import { bytesOf, type Cost, startMeter } from '../meter.ts';
import { paced } from '../paced.ts';
import { PEERS_QUEUE, type WatchRequest } from '../peers/names.ts';
import { untilQuiet } from '../quiet.ts';
import type { Context } from '../scenario.ts';
import { type Delays, delaysOf, SWEEP_MS, VENDOR } from './waiting-lab.ts';

const AT_ONCE = 100;
const SETTLE_MS = 3 * SWEEP_MS;
const MINUTE_MS = 60_000;

/** What jobs have cost while they waited. */
interface Waited {
  /** Per job and minute. */
  writes: number;
  /** How many times fewer than one per job and interval. */
  callsSaved: number;
}

export interface SweptWait extends Waited {
  jobs: number;
  kBPerJob: number;
  callsPerMinute: number;
  cpuMsPerMinute: number;
  workerCpuMsPerMinute: number;
  delays: Delays | undefined;
}

export async function waitTimerLoop(lab: Lab, context: Context): Promise<Pick<Waited, 'writes'>> {
  const worker = await lab.startPeers();
  const jobs = context.of({ full: 1_000, short: 0 });
  context.say(`${jobs} in a timer loop`);
  const { params } = lab.order(VENDOR, 'endless');
  const { features, siteIds } = params as { features: number[]; siteIds: number[] };
  const request: WatchRequest = { featureId: features[0] ?? 0, siteId: siteIds[0] ?? 0, everyMs: SWEEP_MS };
  await eachOf(jobs, AT_ONCE, () => {
    const options = { taskQueue: PEERS_QUEUE, workflowId: `timer/${randomUUID()}`, args: [request] };
    return lab.reeve.client.workflow.start('timerLoop', options);
  });
  await sleep(SETTLE_MS);
  const { writes } = await waited({ lab, worker, say: context.say }, jobs, context.of({ full: MINUTE_MS, short: 0 }));
  await terminateAll(lab, `WorkflowType = 'timerLoop'`);
  await lab.kill(worker);
  return { writes };
}

export async function waitSingly(lab: Lab, context: Context): Promise<Waited> {
  const worker = await lab.startWorker();
  const jobs = context.of({ full: 1_000, short: 0 });
  context.say(`${jobs} each looking for itself`);
  await startWaiting(lab, 'singly', jobs);
  await sleep(SETTLE_MS);
  const { writes, callsSaved } = await waited(
    { lab, worker, say: context.say },
    jobs,
    context.of({ full: MINUTE_MS, short: 0 }),
  );
  await terminateAll(lab, `ReeveEndpoint = 'singly'`);
  await lab.kill(worker);
  return { writes, callsSaved };
}

/** @param perSecond how fast they finish afterwards; they do not where it is undefined */
export async function waitSwept(lab: Lab, context: Context, perSecond: number | undefined): Promise<SweptWait> {
  const worker = await lab.startWorker();
  await startWaiting(lab, 'swept', 10);
  await untilQuiet(lab);
  const idleBytes = await bytesOf([worker]);
  const jobs = context.of({ full: 10_000, short: 300 });
  await startWaiting(lab, 'swept', jobs - 10);
  context.say(`${jobs} swept are waiting`);
  await untilQuiet(lab);
  await sleep(SETTLE_MS);
  const bytes = (await bytesOf([worker])) - idleBytes;
  const forMs = context.of({ full: 5 * MINUTE_MS, short: 20_000 });
  const { cost, ...rest } = await waited({ lab, worker, say: context.say }, jobs, forMs);
  const perMinute = (count: number) => (count * MINUTE_MS) / cost.wallMs;
  const delays = perSecond === undefined ? undefined : await finish(lab, context, perSecond);
  return {
    ...rest,
    jobs,
    kBPerJob: bytes / 1_000 / jobs,
    callsPerMinute: perMinute(cost.vendorCalls),
    cpuMsPerMinute: perMinute(cost.serverCpuMs + cost.workerCpuMs),
    workerCpuMsPerMinute: perMinute(cost.workerCpuMs),
    delays,
  };
}

async function waited(
  { lab, worker, say }: { lab: Lab; worker: ReeveProcess; say: Context['say'] },
  jobs: number,
  forMs: number,
): Promise<Waited & { cost: Cost }> {
  lab.simulators.get(VENDOR).resetCalls();
  const meter = await startMeter(lab, [worker], [VENDOR]);
  await sleep(forMs);
  const cost = await meter.read();
  say(`${Math.round(cost.wallMs / 1_000)} s of waiting, server writes: ${JSON.stringify(cost.writesByOperation)}`);
  return {
    cost,
    writes: cost.serverWrites / jobs / (cost.wallMs / MINUTE_MS),
    callsSaved: (jobs * (cost.wallMs / SWEEP_MS)) / cost.vendorCalls,
  };
}

/** The vendor's jobs of the swept endpoint finish, one after the other, in an order of chance. */
async function finish(lab: Lab, context: Context, perSecond: number): Promise<Delays> {
  const simulator = lab.simulators.get(VENDOR);
  const query = `ReeveEndpoint = 'swept' AND ExecutionStatus = 'Running'`;
  const running = (await listJobs(lab, query)).map(({ vendorJobId }) => vendorJobId);
  context.say(`${running.length} finish, ${Math.round(perSecond)} a second`);
  const finished = new Map<string, number>();
  await paced(shuffled(running), perSecond, async (id) => {
    finished.set(id, Date.now());
    simulator.patchJob(id, { end: 'succeeded' });
  });
  const closed = `ReeveEndpoint = 'swept' AND ExecutionStatus = 'Completed'`;
  await untilCounted(lab, closed, running.length);
  const jobs = await listJobs(lab, closed);
  return delaysOf(finished, new Map(jobs.map(({ vendorJobId, closedAt = Number.NaN }) => [vendorJobId, closedAt])));
}

function shuffled<T>(all: readonly T[]): T[] {
  const placed = all.map((one) => ({ one, place: Math.random() }));
  return placed.sort((a, b) => a.place - b.place).map(({ one }) => one);
}

/** They have told what they cost; nothing is lost with them. */
export async function terminateAll(lab: Lab, what: string): Promise<void> {
  const query = `${what} AND ExecutionStatus = 'Running'`;
  const ids = (await listJobs(lab, query)).map(({ id }) => id);
  await eachOf(ids.length, AT_ONCE, (at) => lab.reeve.client.workflow.getHandle(ids[at] ?? '').terminate());
  await untilQuiet(lab);
}
