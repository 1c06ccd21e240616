import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { killed } from './processes.ts';

const GONE_MS = { full: 120_000, short: 15_000 };
/** Once, with so many jobs. */
const JOBS = 50;

export const allWorkersGone: Fault = {
  id: 'F8',
  title: 'all workers gone for two minutes',
  vendors: 'all',
  tries: { full: JOBS, short: 4 },
  shortened: 'in the short form 15 s',
  run: (lab, context) =>
    inWaves(
      context,
      async (size) => {
        const workers = await Promise.all([lab.startWorker(), lab.startWorker()]);
        // Most end while nobody looks; a tenth is only asked for then.
        const asked = Math.ceil(size / 10);
        const jobs = await startAll(lab, () => context.random.pick(['steady', 'failing']), size - asked);
        await untilKnown(lab, jobs);
        const [hitAt] = await Promise.all(workers.map(killed));
        jobs.push(...(await startAll(lab, () => 'short', asked)));
        await sleep(GONE_MS[context.short ? 'short' : 'full']);
        const back = await lab.startWorker();
        await untilClosed(lab, jobs);
        await killed(back);
        return jobs.map(({ job }) => ({ jobId: job.id, hitAt: hitAt ?? 0 }));
      },
      JOBS,
    ),
};
