import { randomUUID } from 'node:crypto';
import { VENDOR_NAMES, type VendorName } from '../../simulators/index.ts';
import { eachOf } from '../each-of.ts';
import { inLab, type Lab } from '../lab.ts';
import { startMeter } from '../meter.ts';
import { PEERS_QUEUE, TWO_ACTIVITIES } from '../peers/names.ts';
import type { Figure, Samples, Scenario } from '../scenario.ts';
import { median } from '../statistics.ts';

const AT_ONCE = 100;
/** Vendor seconds in a real one: a job of 10 s is over after a millisecond, before its start's answer is read. */
const SPEED = 10_000;
/** Log-ins last as long as at any other speed. */
const LONG = 3_600 * SPEED;

const KINDS = ['reeve', 'bare'] as const;
const WORDS = { reeve: 'Reeve', bare: 'bare workflow with two activities and a timer' };

const plain: Figure[] = KINDS.flatMap((kind) => [
  { name: `${kind}.jobsPerSecond`, text: `jobs per second: ${WORDS[kind]}`, unit: 'perSecond' as const },
  { name: `${kind}.cpuMs`, text: `CPU of worker and server, per job: ${WORDS[kind]}`, unit: 'ms' as const },
  { name: `${kind}.writesPerJob`, text: `server writes per job: ${WORDS[kind]}`, unit: 'count' as const },
]);

/** How many short jobs Reeve carries out, beside the least that any workflow could do. */
export const throughput: Scenario = {
  name: 'throughput',
  what: '2,000 jobs that have ended at the first look, 100 at a time, over all five vendors; in turns with a bare workflow',
  figures: [
    { name: 'rateRatio', text: "jobs per second, of the bare workflow's median", unit: 'ratio', atLeast: 0.8 },
    ...plain,
  ],
  async run(context) {
    const jobs = context.of({ full: 2_000, short: 100 });
    const turns = context.of({ full: 3, short: 1 });
    const samples: Samples = {};
    await inLab(labOptions(jobs * (turns + 1)), async (lab) => {
      const workers = { reeve: await lab.startWorker(), bare: await lab.startPeers() };
      await eachOf(AT_ONCE, AT_ONCE, oneJob(lab));
      await eachOf(AT_ONCE, AT_ONCE, oneBare(lab));
      for (let turn = 0; turn < turns; turn += 1) {
        for (const kind of turn % 2 === 0 ? KINDS : KINDS.toReversed()) {
          const meter = await startMeter(lab, [workers[kind]]);
          await eachOf(jobs, AT_ONCE, kind === 'reeve' ? oneJob(lab) : oneBare(lab));
          const { wallMs, serverWrites, serverCpuMs, workerCpuMs } = await meter.read();
          context.say(`turn ${turn + 1} of ${turns}: ${kind}, ${jobs} in ${Math.round(wallMs)} ms`);
          const add = (name: string, value: number) => {
            samples[`${kind}.${name}`] = [...(samples[`${kind}.${name}`] ?? []), value];
          };
          add('jobsPerSecond', (jobs * 1_000) / wallMs);
          add('cpuMs', (serverCpuMs + workerCpuMs) / jobs);
          add('writesPerJob', serverWrites / jobs);
        }
      }
    });
    return { rateRatio: ratios(samples), ...samples };
  },
};

function ratios({ 'reeve.jobsPerSecond': reeve = [], 'bare.jobsPerSecond': bare = [] }: Samples): number[] {
  return reeve.map((rate) => rate / median(bare));
}

function labOptions(orders: number) {
  return {
    // Looks of jobs at one vendor that fall together would go out together all the same.
    endpoints: VENDOR_NAMES.map((vendor) => ({ name: vendor, vendor, fields: { sweep: 'off' } })),
    speed: SPEED,
    orders: Math.ceil(orders / VENDOR_NAMES.length) + AT_ONCE,
    simulators: {
      'symantec-ccs': { accessSeconds: LONG, refreshSeconds: LONG },
      'lenovo-xclarity': { inactivitySeconds: LONG },
      'riverbed-cmc': { tokenSeconds: LONG, sessionSeconds: LONG },
      'oracle-managed-cloud': { accessSeconds: LONG, scheduleSpeed: 1_000_000 },
    },
  };
}

function oneJob(lab: Lab): (index: number) => Promise<void> {
  return async (index) => {
    const vendor = VENDOR_NAMES[index % VENDOR_NAMES.length] as VendorName;
    const { operation, params } = lab.order(vendor, 'short');
    const job = await lab.reeve.startUntyped({ endpoint: vendor, operation, params, expiresIn: '1 hour' });
    await job.result();
  };
}

function oneBare({ reeve }: Lab): () => Promise<void> {
  return () =>
    reeve.client.workflow.execute(TWO_ACTIVITIES, {
      taskQueue: PEERS_QUEUE,
      workflowId: `bare/${randomUUID()}`,
    });
}
