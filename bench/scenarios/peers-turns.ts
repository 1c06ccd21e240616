import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReeveProcess } from '../../test/harness/end-to-end-process.ts';
import { inLab, type Lab } from '../lab.ts';
import { startMeter } from '../meter.ts';
import { LOOPS, type Loop, PEERS_QUEUE, TWO_ACTIVITIES, type WatchRequest } from '../peers/names.ts';
import type { Context } from '../scenario.ts';
import { percentile } from '../statistics.ts';

/** What one turn of one kind has cost. */
export interface Turn {
  wallMs: number;
  /** Per job. */
  cpuMs: number;
  callsPerJob: number;
  writesPerJob: number;
  delayP50Ms: number;
  delayP95Ms: number;
}

/** Reeve, the hand-written loops, and what no workflow of two activities can do without. */
type Kind = 'reeve' | Loop | 'bare';

export type Turns = Record<Kind, Turn[]>;

const VENDOR = 'riverbed-cmc';
const EVERY_MS = 1_000;
/** What a turn has left behind is over by then: late tasks, heartbeats on their way. */
const REST_MS = 3_000;

/** Plays each kind once a turn, beginning with another one each time. */
export async function playTurns(context: Context): Promise<Turns> {
  const jobs = context.of({ full: 1_000, short: 50 });
  const count = context.of({ full: 5, short: 1 });
  const intervals = { least: '1s', greatest: '1s', stop: '1s' };
  const endpoint = { name: 'cmc', vendor: VENDOR, fields: { sweep: { every: '1s' }, intervals } } as const;
  return await inLab({ endpoints: [endpoint] }, async (lab) => {
    const [reeve, loops] = [await lab.startWorker(), await lab.startPeers()];
    const kinds = ['reeve', ...LOOPS, 'bare'] as const;
    const turns: Turns = { reeve: [], timerLoop: [], retriedLook: [], heartbeatLoop: [], bare: [] };
    await warmUp(lab);
    for (let turn = 0; turn < count; turn += 1) {
      for (let at = 0; at < kinds.length; at += 1) {
        const kind = kinds[(turn + at) % kinds.length] ?? 'reeve';
        const one = await playOne(lab, kind === 'reeve' ? reeve : loops, jobs, runOf(lab, kind));
        context.say(`turn ${turn + 1} of ${count}: ${kind}, ${jobs} jobs in ${Math.round(one.wallMs)} ms`);
        turns[kind].push(one);
        await sleep(REST_MS);
      }
    }
    return turns;
  });
}

/** Runs one to its end, and answers with the vendor's id of its job. */
type Run = () => Promise<string>;

function runOf(lab: Lab, kind: Kind): Run {
  if (kind === 'reeve') return runJob(lab);
  return kind === 'bare' ? runBare(lab) : runLoop(lab, kind);
}

function runJob(lab: Lab): Run {
  return async () => {
    const { operation, params } = lab.order(VENDOR, 'short');
    const job = await lab.reeve.startUntyped({ endpoint: 'cmc', operation, params, expiresIn: '1 hour' });
    return (await job.result()).vendorJobId ?? '';
  };
}

function runLoop(lab: Lab, loop: Loop): Run {
  return () => {
    const { params } = lab.order(VENDOR, 'short');
    const { features, siteIds } = params as { features: number[]; siteIds: number[] };
    const request: WatchRequest = { featureId: features[0] ?? 0, siteId: siteIds[0] ?? 0, everyMs: EVERY_MS };
    const options = { taskQueue: PEERS_QUEUE, workflowId: `${loop}/${randomUUID()}`, args: [request] };
    return lab.reeve.client.workflow.execute(loop, options);
  };
}

function runBare({ reeve }: Lab): Run {
  return async () => {
    const options = { taskQueue: PEERS_QUEUE, workflowId: `bare/${randomUUID()}` };
    await reeve.client.workflow.execute(TWO_ACTIVITIES, options);
    return '';
  };
}

/** Both workers have compiled their code and opened their connections before anything is measured. */
async function warmUp(lab: Lab): Promise<void> {
  const kinds = [runJob(lab), runBare(lab), ...LOOPS.map((loop) => runLoop(lab, loop))];
  await Promise.all(kinds.flatMap((run) => [run(), run(), run()]));
}

async function playOne(lab: Lab, worker: ReeveProcess, jobs: number, run: Run): Promise<Turn> {
  const simulator = lab.simulators.get(VENDOR);
  simulator.resetCalls();
  const meter = await startMeter(lab, [worker], [VENDOR]);
  const told = await Promise.all(
    Array.from({ length: jobs }, async () => ({ vendorJobId: await run(), atMs: Date.now() })),
  );
  const cost = await meter.read();
  const ended = new Map(simulator.ledger().jobs.map(({ id, endedAt }) => [id, endedAt]));
  const delays = told.map(({ vendorJobId, atMs }) => atMs - (ended.get(vendorJobId) ?? Number.NaN));
  return {
    wallMs: cost.wallMs,
    cpuMs: (cost.workerCpuMs + cost.serverCpuMs) / jobs,
    callsPerJob: cost.vendorCalls / jobs,
    writesPerJob: cost.serverWrites / jobs,
    delayP50Ms: percentile(delays, 0.5),
    delayP95Ms: percentile(delays, 0.95),
  };
}
