import { setTimeout as sleep } from 'node:timers/promises';
import { untilCounted } from '../closings.ts';
import { eachOf } from '../each-of.ts';
import { startJob } from '../jobs.ts';
import { inLab, type Lab } from '../lab.ts';
import { type Cost, startMeter } from '../meter.ts';
import { paced } from '../paced.ts';
import { untilQuiet } from '../quiet.ts';
import type { Context } from '../scenario.ts';
import { median } from '../statistics.ts';

const VENDOR = 'riverbed-cmc';
const WARM_UP = 20;
const IDLE_MS = 30_000;
/** A few jobs alone show chance: they are played so often that there are so many, and each figure is the median. */
const ENOUGH = 500;
/** What one worker keeps up with: jobs that come faster wait in the server's queues, and that is written too. */
const PER_SECOND = 10;

/** What one job costs, above what the same processes take and write while nothing happens. */
export interface Point {
  writes: number;
  cpuMs: number;
  calls: number;
}

/** Jobs of 10 s at one swept endpoint, in a lab of their own. */
export async function playPoint(context: Context, workers: number, jobs: number): Promise<Point> {
  const intervals = { least: '1s', greatest: '5s', stop: '1s' };
  const fields = {
    sweep: { every: '5s' },
    intervals,
    limits: { requestsPerSecond: 10_000, concurrentRequests: 100, sessions: 100, workers },
  };
  return await inLab({ endpoints: [{ name: 'cmc', vendor: VENDOR, fields }] }, async (lab) => {
    await eachOf(workers, workers, () => lab.startWorker());
    await played(lab, WARM_UP * workers);
    await untilQuiet(lab);
    const turns: Cost[] = [];
    while (turns.length * jobs < ENOUGH) {
      const cost = await measured(lab, async () => {
        await played(lab, jobs);
        // A job is listed as closed before all that its end writes is written.
        await untilQuiet(lab);
      });
      context.say(`${jobs} jobs by ${workers} worker processes in ${Math.round(cost.wallMs)} ms`);
      turns.push(cost);
    }
    // Not before them: a sweeper that has been idle for some time is ending, and jobs look for themselves until it goes on.
    const idle = await measured(lab, () => sleep(IDLE_MS));
    const points = turns.map((cost) => pointOf(cost, idle, jobs));
    const over = (key: keyof Point) => median(points.map((point) => point[key]));
    return { writes: over('writes'), cpuMs: over('cpuMs'), calls: over('calls') };
  });
}

function pointOf(cost: Cost, idle: Cost, jobs: number): Point {
  const above = (of: (one: Cost) => number) => (of(cost) - (of(idle) * cost.wallMs) / idle.wallMs) / jobs;
  return { writes: above(({ serverWrites }) => serverWrites), cpuMs: above(cpuOf), calls: cost.vendorCalls / jobs };
}

async function measured(lab: Lab, work: () => Promise<unknown>): Promise<Cost> {
  lab.simulators.get(VENDOR).resetCalls();
  const meter = await startMeter(lab, lab.workers, [VENDOR]);
  await work();
  return await meter.read();
}

async function played(lab: Lab, jobs: number): Promise<void> {
  const query = `ReeveEndpoint = 'cmc' AND ExecutionStatus = 'Completed'`;
  const before = (await lab.reeve.client.workflow.count(query)).count;
  const numbers = Array.from({ length: jobs }, (_, number) => number);
  await paced(numbers, PER_SECOND, async () => void (await startJob(lab, 'cmc', 'short')));
  await untilCounted(lab, query, before + jobs);
}

function cpuOf({ serverCpuMs, workerCpuMs }: Cost): number {
  return serverCpuMs + workerCpuMs;
}
