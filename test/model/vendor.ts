import type { Handle, Reading, State } from '../../contract/job.ts';
import type { CancelReply, Found, Started, SuspendReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { SteerAnswer, VendorPlan } from './plan.ts';

/** What the vendor knows to have happened, in the order in which it happened. */
export type Entry = { atMs: number; jobId: string } & (
  | { what: 'startCalled'; answer: string }
  | { what: 'accepted' }
  | { what: 'ended'; state: 'succeeded' | 'failed' | 'canceled'; by: 'itself' | 'us' | 'console' }
  | { what: 'looked'; look: number; state: State }
  | { what: 'denied' }
  | { what: 'cancelCalled'; reply: CancelReply['reply'] | 'lost' | 'Unavailable' }
  | { what: 'steered'; verb: 'suspend' | 'resume'; answer: SteerAnswer }
);

interface VendorJob {
  id: string;
  acceptedAtMs: number;
  end?: 'succeeded' | 'failed' | 'canceled';
  endedAtMs?: number;
  cancelDueMs?: number;
  suspendedAtMs?: number;
  /** How long it was suspended so far. */
  heldMs: number;
}

/**
 * The vendor of one sequence: a state machine in memory whose ledger is the truth. It is given the server's time with
 * each call, and catches up on what was due in between.
 */
export class ModelVendor {
  readonly ledger: Entry[] = [];
  readonly jobs: VendorJob[] = [];
  readonly name: string;
  readonly #plan: VendorPlan;
  readonly #bornAtMs: number;
  readonly #lateStartsMs: number[] = [];
  readonly #calls = { start: 0, cancel: 0, steer: 0, look: 0 };

  constructor(name: string, plan: VendorPlan, bornAtMs: number) {
    this.name = name;
    this.#plan = plan;
    this.#bornAtMs = bornAtMs;
  }

  start(nowMs: number): Started {
    const step = pick(this.#plan.starts, this.#calls.start++);
    const answer = this.#isAway(nowMs) ? 'Unavailable' : step.answer;
    this.ledger.push({ atMs: nowMs, jobId: '', what: 'startCalled', answer });
    if (answer === 'Unavailable' || answer === 'Forbidden') throw new VendorError(answer, 'scripted');
    if (step.answer !== 'lost') return startedOf(this.#accept(nowMs));
    if (step.acceptedAfterS !== 'never') this.#lateStartsMs.push(nowMs + step.acceptedAfterS * 1_000);
    this.catchUp(nowMs);
    throw new VendorError('AnswerLost', 'scripted');
  }

  find(nowMs: number): Found[] {
    this.#reach(nowMs);
    return this.jobs.filter((job) => !this.#isGone(job, nowMs)).map((job) => ({ ...startedOf(job), by: 'stamp' }));
  }

  look(handle: Handle, nowMs: number): Reading {
    this.#reach(nowMs);
    const job = this.#known(handle, nowMs);
    const look = ++this.#calls.look;
    const state = this.#stateOf(job, nowMs);
    this.ledger.push({ atMs: nowMs, jobId: job.id, what: 'looked', look, state });
    return { state, words: state.toUpperCase(), message: `look ${look}`, readAt: new Date(nowMs).toISOString() };
  }

  cancel(handle: Handle, nowMs: number): CancelReply {
    const log = (reply: Extract<Entry, { what: 'cancelCalled' }>['reply'], jobId = String(handle.id)) =>
      void this.ledger.push({ atMs: nowMs, jobId, what: 'cancelCalled', reply });
    if (this.#isAway(nowMs)) {
      log('Unavailable');
      throw new VendorError('Unavailable', 'scripted: away');
    }
    this.catchUp(nowMs);
    const job = this.jobs.find(({ id }) => id === handle.id);
    if (job === undefined || this.#isGone(job, nowMs)) {
      log('unknownJob');
      return { reply: 'unknownJob' };
    }
    if (job.end !== undefined) {
      log('alreadyOver');
      return { reply: 'alreadyOver' };
    }
    const step = pick(this.#plan.cancels, this.#calls.cancel++);
    log(step.answer);
    if (step.answer === 'refused') return { reply: 'refused', why: 'scripted' };
    if (step.answer === 'Unavailable') throw new VendorError('Unavailable', 'scripted');
    if (step.effectAfterS !== 'never') job.cancelDueMs ??= nowMs + step.effectAfterS * 1_000;
    this.catchUp(nowMs);
    if (step.answer === 'lost') throw new VendorError('AnswerLost', 'scripted');
    return { reply: 'accepted' };
  }

  steer(verb: 'suspend' | 'resume', handle: Handle, nowMs: number): SuspendReply {
    this.#reach(nowMs);
    const job = this.#known(handle, nowMs);
    const answer = pick(this.#plan.steers, this.#calls.steer++);
    this.ledger.push({ atMs: nowMs, jobId: job.id, what: 'steered', verb, answer });
    if (answer === 'refused' || job.end !== undefined) return { reply: 'refused', why: 'scripted' };
    if (verb === 'suspend') job.suspendedAtMs ??= nowMs;
    else if (job.suspendedAtMs !== undefined) {
      job.heldMs += nowMs - job.suspendedAtMs;
      delete job.suspendedAtMs;
    }
    if (answer === 'lost') throw new VendorError('AnswerLost', 'scripted');
    return { reply: 'accepted' };
  }

  /** Brings the ledger up to a time. */
  catchUp(nowMs: number): void {
    for (const dueMs of this.#lateStartsMs.splice(0)) {
      if (dueMs <= nowMs) this.#accept(dueMs);
      else this.#lateStartsMs.push(dueMs);
    }
    for (const job of this.jobs) this.#endIfDue(job, nowMs);
  }

  #accept(atMs: number): VendorJob {
    const job: VendorJob = { id: `${this.name}/${this.jobs.length + 1}`, acceptedAtMs: atMs, heldMs: 0 };
    this.jobs.push(job);
    this.ledger.push({ atMs, jobId: job.id, what: 'accepted' });
    return job;
  }

  /** Whatever was due first has ended the job. */
  #endIfDue(job: VendorJob, nowMs: number): void {
    if (job.end !== undefined) return;
    const { consoleCancelS } = this.#plan;
    const dues = [
      { atMs: this.#finishMs(job), state: this.#plan.ends, by: 'itself' },
      { atMs: after(job.acceptedAtMs, consoleCancelS), state: 'canceled', by: 'console' },
      { atMs: job.cancelDueMs ?? Number.POSITIVE_INFINITY, state: 'canceled', by: 'us' },
    ] as const;
    const [first] = dues.filter(({ atMs }) => atMs <= nowMs).sort((one, other) => one.atMs - other.atMs);
    if (first === undefined) return;
    job.end = first.state;
    job.endedAtMs = first.atMs;
    this.ledger.push({ ...first, jobId: job.id, what: 'ended' });
  }

  #finishMs(job: VendorJob): number {
    const { queuedS, runsS } = this.#plan;
    if (job.suspendedAtMs !== undefined || runsS === 'forever') return Number.POSITIVE_INFINITY;
    return job.acceptedAtMs + (queuedS + runsS) * 1_000 + job.heldMs;
  }

  #stateOf(job: VendorJob, nowMs: number): State {
    if (job.end !== undefined) return job.end;
    if (job.suspendedAtMs !== undefined) return 'suspended';
    return nowMs < job.acceptedAtMs + this.#plan.queuedS * 1_000 ? 'queued' : 'running';
  }

  #known(handle: Handle, nowMs: number): VendorJob {
    const job = this.jobs.find(({ id }) => id === handle.id);
    if (job !== undefined && !this.#isGone(job, nowMs)) return job;
    this.ledger.push({ atMs: nowMs, jobId: String(handle.id), what: 'denied' });
    throw new VendorError('NotFound', `scripted: ${handle.id} is not known`);
  }

  #isGone(job: VendorJob, nowMs: number): boolean {
    return after(job.acceptedAtMs, this.#plan.vanishS) <= nowMs;
  }

  #reach(nowMs: number): void {
    if (this.#isAway(nowMs)) throw new VendorError('Unavailable', 'scripted: away');
    this.catchUp(nowMs);
  }

  #isAway(nowMs: number): boolean {
    const { fromS, forS } = this.#plan.away;
    const sinceMs = nowMs - this.#bornAtMs;
    return sinceMs >= fromS * 1_000 && sinceMs < (fromS + forS) * 1_000;
  }
}

function pick<T>(script: readonly T[], call: number): T {
  const step = script[Math.min(call, script.length - 1)];
  if (step === undefined) throw new Error('a script needs at least one step');
  return step;
}

function after(fromMs: number, seconds: number | 'never'): number {
  return seconds === 'never' ? Number.POSITIVE_INFINITY : fromMs + seconds * 1_000;
}

function startedOf({ id }: VendorJob): Started {
  return { handle: { id }, vendorJobId: id };
}
