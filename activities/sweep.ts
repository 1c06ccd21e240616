import type { News } from '../contract/activities.ts';
import type { State } from '../contract/job.ts';
import type { Looked } from '../contract/vendor.ts';
import { judge, type Memory, newsOf, type Patience, seenText } from './look.ts';
import type { SweptJob } from './sweep-jobs.ts';

/** The list of workflows may be so late: until then it shows what a job knew before it was told. */
const LIST_LAG_MS = 10_000;

export interface SweepRules extends Omit<Patience, 'nowMs'> {
  /** Between two looks at a job: a quarter of the time waited so far, within these two. */
  least: number;
  greatest: number;
}

/** What this process remembers of a job between two passes. Losing all of it costs a look at each job, and delays. */
interface Entry {
  state: State;
  /** Since when the job has been in this state. */
  sinceMs: number;
  dueAtMs: number;
  memory: Memory;
  /** The words that were last left for people. */
  words?: string;
}

/**
 * Decides which jobs a pass looks at, and what is news of them. Pure but for its memory: all times are given, and by one
 * clock of this process.
 */
export class Sweep {
  readonly #rules: SweepRules;
  #entries = new Map<string, Entry>();

  constructor(rules: SweepRules) {
    this.#rules = rules;
  }

  /** Those of the running jobs whose turn it is. A job that is listed no more is forgotten. */
  due(jobs: readonly SweptJob[], nowMs: number): SweptJob[] {
    const before = this.#entries;
    this.#entries = new Map(jobs.map((job) => [job.runId, entryOf(job, before.get(job.runId), nowMs)]));
    return jobs.filter(({ runId }) => (this.#entries.get(runId)?.dueAtMs ?? nowMs) <= nowMs);
  }

  /** What one look has shown: news for the job, or, where they have changed, words for people. */
  hear(job: SweptJob, looked: Looked, nowMs: number): { news?: News; words?: string } {
    const entry = this.#entries.get(job.runId) ?? entryOf(job, undefined, nowMs);
    const patience = { ...this.#rules, nowMs };
    const look = judge(looked, entry.memory, patience);
    const told = newsOf(look, { state: job.state, outOfSight: false }, entry.memory, patience);
    if ('news' in told) return told;
    entry.memory = told.memory;
    entry.dueAtMs = nowMs + this.#intervalMs(nowMs - entry.sinceMs);
    if (!('reading' in look) || (look.reading.percent ?? look.reading.message) === undefined) return {};
    const words = seenText(look.reading);
    if (words === entry.words) return {};
    entry.words = words;
    return { words };
  }

  /** The job has taken its news: it is left alone until the list shows it. One that has not is due at the next pass. */
  taken({ runId }: SweptJob, nowMs: number): void {
    const entry = this.#entries.get(runId);
    if (entry !== undefined) entry.dueAtMs = nowMs + LIST_LAG_MS;
  }

  #intervalMs(waitedMs: number): number {
    return Math.min(this.#rules.greatest, Math.max(this.#rules.least, waitedMs / 4));
  }
}

/** A state that was seen to change began just now; one that was there before us, when its workflow started, or later. */
function entryOf(job: SweptJob, before: Entry | undefined, nowMs: number): Entry {
  if (before?.state === job.state) return before;
  const sinceMs = before === undefined ? Math.min(nowMs, job.startedAtMs) : nowMs;
  return { state: job.state, sinceMs, dueAtMs: nowMs, memory: {} };
}
