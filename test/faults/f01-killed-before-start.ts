import { type Fault, inWaves, type Try } from './fault.ts';
import { inCalls, startAll, untilClosed } from './jobs.ts';
import type { FaultLab } from './lab.ts';
import type { Random } from './random.ts';

/** Long enough that a whole wave comes to the point before its first start is given up. */
export const START_TIMEOUT = '15s';

/** Less than a start's own time-out, after which the first ones would leave the point. */
const ALL_WITHIN_MS = 9_000;

interface Wave {
  when: 'before' | 'after';
  pattern: string;
  size: number;
  random: Random;
  /** All at one endpoint, by one vendor user. */
  isCrowd?: boolean;
}

/** Kills a worker that holds a wave of starts, has another one go on, and answers which jobs were hit. */
export async function killStarts(
  lab: FaultLab,
  { when, pattern, size, random, isCrowd = false }: Wave,
): Promise<Try[]> {
  const worker = await lab.startHoldingWorker(when, pattern);
  const work = () => random.pick(['short', 'failing', 'steady'] as const);
  const jobs = await startAll(lab, work, size, { startTimeout: START_TIMEOUT }, isCrowd ? 0 : undefined);
  await worker.untilHeld(1);
  // A start that does not come to the point in time is no try; it must come through all the same.
  await worker.untilHeld(size, ALL_WITHIN_MS).catch(() => undefined);
  const hit = inCalls(lab, jobs, await worker.held());
  const hitAt = await worker.kill();
  const next = await lab.startWorker();
  await untilClosed(lab, jobs);
  next.signal('SIGKILL');
  await next.exited;
  return hit.map(({ job }) => ({ jobId: job.id, hitAt }));
}

/** Each start has an endpoint and a vendor user of its own, as jobs of one template have that are told apart. */
export const ENDPOINTS = ({ tries }: { tries: number }) => ({ endpoints: Math.min(tries, 20) });

export const killedBeforeStart: Fault = {
  id: 'F1',
  title: 'worker killed before the start request is sent',
  vendors: 'all',
  tries: { full: 50, short: 2 },
  shortened: 'start time-out 15 s instead of 1 minute',
  lab: ENDPOINTS,
  run: (lab, context) =>
    inWaves(context, (size) =>
      killStarts(lab, { when: 'before', pattern: lab.driver.calls.start, size, random: context.random }),
    ),
};
