import type { News } from '../contract/activities.ts';
import { isTerminal, type State } from '../contract/job.ts';
import type { SweptWords } from '../contract/sweep.ts';
import type { Looked } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { judge, type Look, type Memory, newsOf, type Patience, seenText } from './look.ts';
import type { SweptJob } from './sweep-jobs.ts';

/** The list of workflows may be so late: until then it shows what a job knew before it was told. */
const LIST_LAG_MS = 10_000;
/** Progress is told to people no closer together: each telling is a write, and its end is told at once anyway. */
const LEAST_BETWEEN_WORDS_MS = 60_000;
/** So many looks must have failed in a row before people are told: one is no news, and each telling is a write. */
const FAILURES_TOLD = 2;

export interface SweepRules extends Omit<Patience, 'nowMs'> {
  /** Between two looks at a job: a quarter of the time waited so far, within these two. */
  least: number;
  greatest: number;
}

/** What this process remembers of a job between two passes. Losing all of it costs a look at each job, and delays. */
interface Entry {
  /** As the last list has shown it, or as it was told since. */
  job: SweptJob;
  /** Since when the job has been in this state. */
  sinceMs: number;
  /** The pass that has looked at it last. */
  lookedInMs: number;
  dueAtMs: number;
  /** When this process parked it: a list that was begun soon after may not show it yet. */
  parkedAtMs?: number;
  /** The news that it has taken, and what it knew before: lists are late. */
  taken?: { atMs: number; before: State; isLast: boolean };
  memory: Memory;
  /** How many looks have failed, one after the other. */
  failures: number;
  /** A look has seen it, in this state and by this process. */
  seen: boolean;
  /** What people last read of it, and since when: what was left here, or what its workflow was told with its state. */
  words?: SweptWords;
  wordsAtMs: number;
}

/**
 * Decides which jobs a pass looks at, and what is news of them. Pure but for its memory: all times are given, and by one
 * clock of this process.
 */
export class Sweep {
  readonly #rules: SweepRules;
  readonly #wordsBefore: SweptWords | undefined;
  #entries = new Map<string, Entry>();
  /** Those of the last list that this process knew nothing of, and has not parked since. */
  #brought = new Set<string>();

  /** @param wasFailing the process before this one has told people of jobs that it did not see */
  constructor(rules: SweepRules, wasFailing = false) {
    this.#rules = rules;
    this.#wordsBefore = wasFailing ? { seen: '', failure: 'unknown' } : undefined;
  }

  /** Whether people have been told of a job that it is not seen, and not yet that it is seen again. */
  get isFailing(): boolean {
    return [...this.#entries.values()].some(({ words }) => words?.failure !== undefined);
  }

  /** How many jobs are running, by the last list. */
  get size(): number {
    return this.#entries.size;
  }

  /** How many jobs are known by the last list alone: without it they would still wait to be looked at. */
  get brought(): number {
    return this.#brought.size;
  }

  /** The running jobs, as a list has shown them that was begun then. A job that is listed no more is forgotten. */
  learn(jobs: readonly SweptJob[], begunAtMs: number, nowMs: number): void {
    const before = this.#entries;
    this.#entries = new Map();
    this.#brought.clear();
    for (const job of jobs) {
      const known = before.get(job.runId);
      const entry = this.#entry(job, known, { begunAtMs, nowMs });
      this.#entries.set(job.runId, entry);
      if (entry !== known) this.#brought.add(job.runId);
    }
    for (const [runId, entry] of before) {
      const isJustParked = entry.parkedAtMs !== undefined && begunAtMs < entry.parkedAtMs + LIST_LAG_MS;
      if (isJustParked && !this.#entries.has(runId)) this.#entries.set(runId, entry);
    }
  }

  /** A job that has parked in this process, before any list shows it. */
  park(job: SweptJob, nowMs: number): void {
    const known = this.#entries.get(job.runId);
    const entry = known?.job.state === job.state ? known : newEntry(job, nowMs);
    entry.parkedAtMs = nowMs;
    this.#entries.set(job.runId, entry);
    this.#brought.delete(job.runId);
  }

  /**
   * Those whose turn it is in the pass that was to begin then, in the order of the list. Asked twice in a pass, it answers
   * with those that have been learned of in between.
   */
  due(passAtMs: number): SweptJob[] {
    const entries = [...this.#entries.values()].filter(
      (entry) => !entry.taken?.isLast && entry.dueAtMs <= passAtMs && entry.lookedInMs < passAtMs,
    );
    for (const entry of entries) entry.lookedInMs = passAtMs;
    return entries.map(({ job }) => job);
  }

  /** What one look has shown: news for the job, or, where they have changed and it is time, words for people. */
  hear(job: SweptJob, looked: Looked, nowMs: number): { news?: News; words?: SweptWords } {
    const entry = this.#entries.get(job.runId) ?? newEntry(job, nowMs);
    const patience = { ...this.#rules, nowMs };
    const look = judge(looked, entry.memory, patience);
    const told = newsOf(look, { state: job.state, outOfSight: false }, entry.memory, patience);
    if ('news' in told) return told;
    entry.memory = told.memory;
    // Counted from the pass, not from its answer: a job whose interval is the sweeper's own has its turn in each pass.
    entry.dueAtMs = entry.lookedInMs + this.#intervalMs(nowMs - entry.sinceMs);
    entry.failures = 'unseen' in look ? entry.failures + 1 : 0;
    const isUntold = entry.words === undefined;
    const words = wordsOf(look, entry);
    const isFirst = 'reading' in look && !entry.seen;
    if (isFirst) entry.seen = true;
    if (words === undefined || !isWorthTelling(entry, words, nowMs)) return {};
    // Of any state but the first one its workflow knows by a reading, whose words people have with it.
    if (!isFirst || !isUntold || job.state === 'queued') return { words };
    this.said(job, words, nowMs);
    return {};
  }

  /** These words stand where people read them. Words that were not taken, between two attempts, are worth telling again. */
  said({ runId }: SweptJob, words: SweptWords, nowMs: number): void {
    const entry = this.#entries.get(runId);
    if (entry === undefined) return;
    entry.words = words;
    entry.wordsAtMs = nowMs;
  }

  /** The job has taken its news: it waits for the next ones, or for none. One that has not is due in the next pass. */
  taken({ runId, state: before }: SweptJob, news: News, nowMs: number): void {
    const entry = this.#entries.get(runId);
    if (entry === undefined) return;
    const next = news.news === 'reading' && !isTerminal(news.reading.state) ? news.reading : undefined;
    const taken = { atMs: nowMs, before, isLast: next === undefined };
    if (next === undefined) {
      entry.taken = taken;
      return;
    }
    const job = { ...entry.job, state: next.state, ...(next.handle && { handle: next.handle }) };
    this.#entries.set(runId, { ...newEntry(job, nowMs), lookedInMs: entry.lookedInMs, taken });
  }

  #entry(job: SweptJob, before: Entry | undefined, { begunAtMs, nowMs }: { begunAtMs: number; nowMs: number }): Entry {
    // A state that was there before us began when its workflow started, or later.
    if (before === undefined) {
      const words = this.#wordsBefore;
      return { ...newEntry(job, Math.min(nowMs, job.startedAtMs)), ...(words && { words }) };
    }
    const { taken, parkedAtMs } = before;
    const isLateAfter = (atMs = Number.NEGATIVE_INFINITY) => begunAtMs < atMs + LIST_LAG_MS;
    if (isLateAfter(taken?.atMs) && job.state === taken?.before) return before;
    if (isLateAfter(parkedAtMs) && job.state !== before.job.state) return before;
    if (taken?.isLast || job.state !== before.job.state) return newEntry(job, nowMs);
    before.job = job;
    return before;
  }

  #intervalMs(waitedMs: number): number {
    return Math.min(this.#rules.greatest, Math.max(this.#rules.least, waitedMs / 4));
  }
}

/** Due at once. */
function newEntry(job: SweptJob, sinceMs: number): Entry {
  return {
    job,
    sinceMs,
    lookedInMs: Number.NEGATIVE_INFINITY,
    dueAtMs: Number.NEGATIVE_INFINITY,
    memory: {},
    failures: 0,
    seen: false,
    wordsAtMs: 0,
  };
}

/**
 * What people should read of a look, where they would not know it: how far the job is; that it is not seen, after a
 * second look in a row that failed, and once for each type of error, whatever its message counts; that it is seen again.
 */
function wordsOf(look: Look, { memory, failures, words }: Entry): SweptWords | undefined {
  if ('reading' in look) {
    const { reading } = look;
    const isPlain = (reading.percent ?? reading.message) === undefined;
    return isPlain && words?.failure === undefined ? undefined : { seen: seenText(reading) };
  }
  if (!('unseen' in look) || failures < FAILURES_TOLD) return undefined;
  const failure = look.unseen instanceof VendorError ? look.unseen.type : 'Error';
  if (failure === words?.failure) return words;
  return { seen: `not seen since ${memory.outOfSightSince}: ${look.unseen.message}`, failure };
}

/**
 * That a job is not seen, and that it is seen again, is told at once; progress only after half the time waited, so that
 * the writes of a job grow with the logarithm of its age.
 */
function isWorthTelling({ words: before, wordsAtMs, sinceMs }: Entry, words: SweptWords, nowMs: number): boolean {
  if (words.seen === before?.seen && words.failure === before.failure) return false;
  if (before === undefined || words.failure !== before.failure) return true;
  return nowMs - wordsAtMs >= Math.max(LEAST_BETWEEN_WORDS_MS, (nowMs - sinceMs) / 2);
}
