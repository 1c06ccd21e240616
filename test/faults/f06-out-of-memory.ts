import { startSlowly } from './f05-sigterm.ts';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { killed, PRELOAD } from './processes.ts';

const HEAP_MB = 256;

export const outOfMemory: Fault = {
  id: 'F6',
  title: 'worker out of memory',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  shortened: `a heap of ${HEAP_MB} MB; start time-out 15 s instead of 1 minute, call time-out 5 s instead of 30 s`,
  lab: ({ tries }) => ({ endpoints: Math.min(tries, 20), fields: { timeout: '5s' } }),
  run: (lab, context) =>
    inWaves(context, async (size) => {
      const worker = await lab.startWorker({
        NODE_OPTIONS: `${PRELOAD.NODE_OPTIONS} --max-old-space-size=${HEAP_MB}`,
        REEVE_EAT_MEMORY: 'on SIGUSR2',
      });
      const watched = await startAll(lab, () => 'steady', Math.floor(size / 2));
      await untilKnown(lab, watched);
      const jobs = [...watched, ...(await startSlowly(lab, size - watched.length))];
      const hitAt = Date.now();
      worker.signal('SIGUSR2');
      const exit = await worker.exited;
      const wrong = exit === 'SIGABRT' || exit === 134 ? [] : [`the worker ended with ${exit}, not out of memory`];
      const next = await lab.startWorker();
      await untilClosed(lab, jobs);
      await killed(next);
      return jobs.map(({ job }) => ({ jobId: job.id, hitAt, wrong }));
    }),
};
