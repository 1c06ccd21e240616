import type { Endpoint } from '../vendors/endpoint.ts';

export interface SweepTerms {
  /** From the beginning of one pass to that of the next. */
  everyMs: number;
  /** How long a job stays parked before it makes sure of the sweeper. */
  parkMs: number;
}

const LEAST_EVERY_MS = 1_000;
/**
 * Each check costs two server writes. At an endpoint of n jobs a sweeper that was ended from outside is missed after the
 * n-th part of this time; where there are few, as long as their jobs run.
 */
export const CHECK_AFTER_MS = 1_800_000;

/**
 * Whether and how an endpoint is swept; undefined where each job looks for itself. Where the configuration says nothing,
 * it is swept if the vendor can look at several jobs in one call.
 */
export function sweepOf({
  settings,
  capabilities,
}: Pick<Endpoint, 'settings' | 'capabilities'>): SweepTerms | undefined {
  const { intervals, sweep = capabilities.looksInOneCall > 1 ? 'on' : 'off' } = settings;
  if (sweep === 'off') return undefined;
  const { every = Math.max(LEAST_EVERY_MS, intervals.least), checkAfter = CHECK_AFTER_MS } =
    sweep === 'on' ? {} : sweep;
  return { everyMs: every, parkMs: checkAfter };
}
