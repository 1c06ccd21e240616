import type { State } from '../contract/job.ts';
import type { Looked } from '../contract/vendor.ts';
import type { Sweep } from './sweep.ts';
import type { SweptJob } from './sweep-jobs.ts';

export const RULES = { least: 5_000, greatest: 300_000, lostAfter: 180_000, outOfSightAfter: 300_000 };
export const AT = Date.parse('2026-03-01T12:00:00Z');

export function job(state: State, { runId = 'run-1', startedAtMs = AT } = {}): SweptJob {
  return { workflowId: 'job/lab/a', runId, state, handle: { id: 'v-1' }, startedAtMs };
}

export function reading(state: State, more: { percent?: number; message?: string } = {}): Looked {
  return { state, words: state.toUpperCase(), readAt: new Date(AT).toISOString(), ...more };
}

/** Lists the jobs, and answers with those whose turn it is. */
export function due(sweep: Sweep, jobs: SweptJob[], now = AT): SweptJob[] {
  sweep.learn(jobs, now, now);
  return sweep.due(now);
}
