import { setTimeout as sleep } from 'node:timers/promises';
import { startSlowly } from './f05-sigterm.ts';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { killed } from './processes.ts';

const DOWN_MS = 3_000;

export const serverKilled: Fault = {
  id: 'F9',
  title: "Temporal's server killed with -9 and restarted on its database",
  vendors: 'two',
  tries: { full: 20, short: 4 },
  shortened: 'start time-out 15 s instead of 1 minute',
  lab: ({ tries }) => ({ endpoints: Math.min(tries, 20), server: { onFile: true } }),
  run: (lab, context) =>
    inWaves(
      context,
      async (size) => {
        const worker = await lab.startWorker();
        const watched = await startAll(lab, () => 'steady', Math.floor(size / 2));
        await untilKnown(lab, watched);
        const jobs = [...watched, ...(await startSlowly(lab, size - watched.length))];
        const hitAt = Date.now();
        await lab.temporal.kill();
        await sleep(DOWN_MS);
        await lab.temporal.restart();
        await untilClosed(lab, jobs);
        await killed(worker);
        return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
      },
      10,
    ),
};
