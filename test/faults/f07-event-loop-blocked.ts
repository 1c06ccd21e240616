import { eventNames } from '../harness/end-to-end-histories.ts';
import { startSlowly } from './f05-sigterm.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { killed, PRELOAD } from './processes.ts';

/** Longer than a start may take: Temporal has given the attempts up when the process wakes. */
const BLOCK_MS = 20_000;

export const eventLoopBlocked: Fault = {
  id: 'F7',
  title: `event loop blocked for ${BLOCK_MS / 1000} s`,
  vendors: 'two',
  tries: { full: 20, short: 4 },
  shortened: 'start time-out 15 s instead of 1 minute, call time-out 5 s instead of 30 s',
  lab: ({ tries }) => ({ endpoints: Math.min(tries, 20), fields: { timeout: '5s' } }),
  run: (lab, context) =>
    inWaves(context, async (size) => {
      const frozen = await lab.startWorker({ ...PRELOAD, REEVE_BLOCK_MS: String(BLOCK_MS) });
      const watched = await startAll(lab, () => 'steady', Math.floor(size / 2));
      await untilKnown(lab, watched);
      const jobs = [...watched, ...(await startSlowly(lab, size - watched.length))];
      const hitAt = Date.now();
      frozen.signal('SIGUSR2');
      // It takes over, and then both go on.
      const next = await lab.startWorker();
      await untilClosed(lab, jobs);
      await Promise.all([killed(frozen), killed(next)]);
      const tries = jobs.map(async ({ job }, index): Promise<Try> => {
        const events = eventNames(await lab.reeve.client.workflow.getHandle(job.id).fetchHistory());
        const isMissed = index < watched.length || events.includes('activityTaskTimedOut');
        return { jobId: job.id, hitAt, wrong: isMissed ? [] : ['its start was not missed'] };
      });
      return await Promise.all(tries);
    }),
};
