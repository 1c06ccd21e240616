import { setTimeout as sleep } from 'node:timers/promises';
import { startSlowly } from './f05-sigterm.ts';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { killed } from './processes.ts';

const CUT_MS = { full: 60_000, short: 15_000 };
/** Once, with so many jobs. */
const JOBS = 50;

export const cutOffFromServer: Fault = {
  id: 'F10',
  title: 'worker cut off from the server for 60 s',
  vendors: 'all',
  tries: { full: JOBS, short: 4 },
  shortened: 'in the short form 15 s; start time-out 15 s instead of 1 minute',
  lab: ({ tries }) => ({ proxies: ['server'], endpoints: Math.min(tries, 20) }),
  run: (lab, context) =>
    inWaves(
      context,
      async (size) => {
        const worker = await lab.startWorker();
        // Some end while the worker is cut off, some afterwards; some are just being started.
        const starting = Math.min(Math.ceil(size / 10), 10);
        const jobs = await startAll(lab, () => context.random.pick(['steady', 'failing']), size - starting);
        await untilKnown(lab, jobs);
        jobs.push(...(await startSlowly(lab, starting)));
        const hitAt = Date.now();
        // Reset connections are noticed at once, a network that swallows everything is not.
        lab.toServer.mode(context.random.pick(['cut', 'blackHole']));
        await sleep(CUT_MS[context.short ? 'short' : 'full']);
        lab.toServer.mode('pass');
        await untilClosed(lab, jobs);
        await killed(worker);
        return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
      },
      JOBS,
    ),
};
