import { isClosed } from '../../client/record.ts';
import { stopUnder } from './f23-bad-cancels.ts';
import { type Fault, type FaultContext, inWaves, type Try } from './fault.ts';
import { each, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { type Action, patchTruth, script, startOf } from './scripts.ts';

/** What a vendor answers instead of the truth. */
export interface BadAnswers {
  /** In turns; the vendor has carried the start out or not, as each says. Undefined: answered well. */
  starts: readonly (Action | undefined)[];
  /** One after the other, every look getting it until each job has met it. */
  looks: readonly Action[];
  cancels: readonly Action[];
  /** Fields of the endpoints. */
  fields?: Record<string, unknown>;
}

/** One wave: the jobs have an endpoint and a vendor user each, for what is told apart by content. */
const WAVE = 20;

/** Bad answers in starts, then in looks, then in cancels of half of the jobs; the others end by themselves. */
export function playBadAnswers(bad: BadAnswers): Pick<Fault, 'lab' | 'run'> {
  return {
    lab: ({ tries }) => ({
      endpoints: Math.min(tries, WAVE),
      fields: { timeout: '4s', ...bad.fields },
    }),
    async run(lab, context) {
      const worker = await lab.startWorker();
      let ended = '';
      void worker.exited.then((how) => {
        ended = `the worker has ended with ${how}`;
      });
      const tries = await inWaves(context, (size) => playWave(lab, size, bad, context), WAVE);
      return ended === '' ? tries : tries.map((one) => ({ ...one, wrong: [...(one.wrong ?? []), ended] }));
    },
  };
}

/** Each job at the endpoint of its number, from the first on. */
export async function playWave(lab: FaultLab, size: number, bad: BadAnswers, context: FaultContext): Promise<Try[]> {
  const hitAt = Date.now();
  const jobs = await startUnder(lab, size, bad.starts);
  lab.simulator.clearFaults();
  for (const action of bad.looks) await lookUnder(lab, await openOf(lab, jobs), action);
  const open = await openOf(lab, jobs);
  const stopped = open.filter((_, index) => index % 2 === 0);
  const stopping: Promise<unknown>[] = [];
  for (const [at, action] of bad.cancels.entries()) {
    const some = stopped.filter((_, index) => index % bad.cancels.length === at);
    if (some.length > 0) stopping.push(...(await stopUnder(lab, some, action)));
  }
  const others = open.filter((one) => !stopped.includes(one));
  const end = context.random.pick(['succeeded', 'failed'] as const);
  await Promise.all(others.map((one) => patchTruth(lab, one, { end })));
  await Promise.all(stopping);
  await untilClosed(lab, jobs);
  return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
}

/** Starts jobs whose first start call meets the bad answer, and waits until each has a vendor job, or is over. */
async function startUnder(lab: FaultLab, size: number, starts: BadAnswers['starts']): Promise<Started[]> {
  const jobs = await Promise.all(
    Array.from({ length: size }, (_, index) => {
      const order = lab.order('endless');
      const action = starts[index % starts.length];
      if (action !== undefined) script(lab, { match: startOf(lab, order), action });
      return lab.place(order, { startTimeout: '15s' }, index);
    }),
  );
  await each(lab, jobs, 'started', 400_000, (record) => record.vendorJobId !== undefined || isClosed(record));
  return jobs;
}

async function openOf(lab: FaultLab, jobs: readonly Started[]): Promise<Started[]> {
  const open: Started[] = [];
  for (const one of jobs) {
    const { status } = await lab.reeve.client.workflow.getHandle(one.job.id).describe();
    if (status.name === 'RUNNING') open.push(one);
  }
  return open;
}

/** Every look gets the bad answer until each job has seen it; then each has to see the truth again. */
async function lookUnder(lab: FaultLab, jobs: readonly Started[], action: Action): Promise<void> {
  script(lab, { match: { kind: 'look' }, times: 'always', action });
  await untilPending(lab, jobs, {
    what: `looks have failed by ${JSON.stringify(action)}`.slice(0, 200),
    activity: 'awaitJob',
    is: (pending) => pending?.failure !== undefined,
  });
  lab.simulator.clearFaults();
  await untilPending(lab, jobs, {
    what: 'looks see the jobs again',
    activity: 'awaitJob',
    is: (pending) => pending !== undefined && pending.failure === undefined,
  });
}
