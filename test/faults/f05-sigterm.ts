import { until } from '../harness/end-to-end-until.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { callsOf, startAll, untilClosed, untilKnown } from './jobs.ts';
import type { FaultLab } from './lab.ts';
import { killed } from './processes.ts';

/** How long the vendor takes for a start that the worker is to be ended in. */
const SLOW_MS = 4_000;

/** Has the vendor take its time for so many starts, makes them, and waits until all are under way. */
export async function startSlowly(lab: FaultLab, size: number): Promise<Awaited<ReturnType<typeof startAll>>> {
  const before = callsOf(lab, 'start');
  lab.simulator.addFaults({ match: { kind: 'start' }, times: size, action: { do: 'delay', ms: SLOW_MS } });
  const jobs = await startAll(lab, () => 'short', size, { startTimeout: '15s' });
  const areThere = () => callsOf(lab, 'start') >= before + size || undefined;
  await until(`${size} starts are under way`, areThere, () => callsOf(lab, 'start'));
  return jobs;
}

async function wave(lab: FaultLab, size: number): Promise<Try[]> {
  const worker = await lab.startWorker();
  const watched = await startAll(lab, () => 'steady', Math.floor(size / 2));
  await untilKnown(lab, watched);
  const starting = await startSlowly(lab, size - watched.length);
  const hitAt = Date.now();
  worker.signal('SIGTERM');
  const next = await lab.startWorker();
  const exit = await worker.exited;
  await untilClosed(lab, [...watched, ...starting]);
  await killed(next);
  const wrong = exit === 0 ? [] : [`the worker ended with ${exit} and not with 0`];
  return [...watched, ...starting].map(({ job }) => ({ jobId: job.id, hitAt, wrong }));
}

export const sigterm: Fault = {
  id: 'F5',
  title: 'SIGTERM with work in flight',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  shortened: 'start time-out 15 s instead of 1 minute',
  run: (lab, context) => inWaves(context, (size) => wave(lab, size)),
};
