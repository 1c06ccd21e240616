import { percentile } from '../statistics.ts';

/** From one pass of the sweeper to the next, and between two looks of a job that looks for itself. */
export const SWEEP_MS = 5_000;
export const VENDOR = 'riverbed-cmc';

export interface Delays {
  delayP50: number;
  delayP95: number;
  delayP99: number;
}

/** From each one's moment to its close; all must have closed. */
export function delaysOf(from: ReadonlyMap<string, number>, closed: ReadonlyMap<string, number>): Delays {
  const delays = [...from].map(([id, atMs]) => (closed.get(id) ?? Number.NaN) - atMs);
  if (delays.some(Number.isNaN)) throw new Error('a workflow was to close and has not');
  return {
    delayP50: percentile(delays, 0.5),
    delayP95: percentile(delays, 0.95),
    delayP99: percentile(delays, 0.99),
  };
}
