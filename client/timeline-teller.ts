import type { Reading, State } from '../contract/job.ts';
import { type Asker, EXTEND_JOB, RESUME_JOB, STOP_JOB, SUSPEND_JOB } from '../contract/messages.ts';
import type { Fact } from './timeline-events.ts';

/** One thing that happened to a job. */
export interface TimelineStep {
  /** When Temporal put it on record, ISO 8601. */
  at: string;
  step:
    | 'requested'
    | 'startLost'
    | 'started'
    /** The state that a look has shown. */
    | State
    | 'outOfSight'
    | 'seenAgain'
    | 'stopAsked'
    | 'stopDenied'
    /** What was read after the vendor had answered the cancel. */
    | 'proof'
    | 'expiryMoved'
    | 'suspendAsked'
    | 'resumeAsked'
    | 'closed';
  /** For people: the vendor's words, who asked, why. */
  words: string;
  /** Until the next step; of the last one, until now, or 0 where the job is closed. */
  tookMs: number;
}

type Step = Omit<TimelineStep, 'at' | 'tookMs'> & { atMs: number };
type Attributes = Extract<Fact, { fact: 'published' }>['attributes'];

/** Tells the facts of a history as steps: those that belong together as one, and nothing twice. */
export class Teller {
  readonly steps: Step[] = [];
  #atMs = 0;
  #state: unknown;
  #verdict: unknown;
  /** The vendor's words of the reading that the next published state is of. */
  #words = '';
  #stop: Step | undefined;
  /** Who asked, where the update came before what it led to. */
  #asker = '';

  hear(fact: Fact): void {
    this.#atMs = fact.atMs;
    switch (fact.fact) {
      case 'requested':
        this.#tell('requested', requestWords(fact.request));
        break;
      case 'begun':
        this.#begin(fact.activity);
        break;
      case 'heard':
        this.#hearReading(fact.activity, fact.result);
        break;
      case 'published':
        this.#publish(fact.attributes);
        break;
      case 'asked':
        this.#ask(fact.update, askerWords(fact.argument));
        break;
      case 'answered':
        this.#answer(fact);
        break;
      case 'closed':
        this.#close(fact);
    }
  }

  #tell(step: Step['step'], ...words: string[]): Step {
    const told = { atMs: this.#atMs, step, words: joined(words) };
    this.steps.push(told);
    return told;
  }

  #begin(activity: string): void {
    if (activity !== 'findJob' || this.steps.at(-1)?.step === 'startLost') return;
    this.#tell('startLost', 'its answer was lost: the vendor is searched for it');
  }

  #hearReading(activity: string, result: unknown): void {
    const { reading } = (result ?? {}) as { reading?: Reading };
    if (reading === undefined) return;
    this.#words = reading.message === undefined ? reading.words : `${reading.words}: ${reading.message}`;
    if (activity === 'endJob') this.#tell('proof', `${this.#words} (read ${reading.readAt})`);
  }

  /** One upsert of the workflow is one thing that it tells. */
  #publish(attributes: Attributes): void {
    const { ReeveVendorJobId: id, ReeveState: state, ReeveExpiresAt: expiresAt, ReeveCause: cause } = attributes;
    this.#verdict = attributes.ReeveVerdict ?? this.#verdict;
    this.#publishSight(attributes);
    if (typeof id === 'string') {
      this.#state = state;
      this.#tell('started', `as ${id}`, String(state), this.#words);
    } else if (state !== undefined) this.#publishState(state);
    else if (cause !== undefined) this.#publishStop(attributes);
    else if (expiresAt !== undefined) this.#tell('expiryMoved', `to ${expiresAt ?? 'never'}`, this.#takeAsker());
  }

  #publishSight({ ReeveOutOfSightSince: since }: Attributes): void {
    if (since === null) this.#tell('seenAgain');
    else if (since !== undefined) this.#tell('outOfSight', `since ${since}`);
  }

  #publishState(state: unknown): void {
    if (state === this.#state || state === null) return;
    this.#state = state;
    this.#tell(state as State, this.#words);
  }

  #publishStop({ ReeveCause: cause, ReeveVerdict: verdict }: Attributes): void {
    if (typeof verdict === 'string') this.#tell('stopDenied', verdict);
    else this.#stop = this.#tell('stopAsked', `by ${cause}`, this.#takeAsker());
  }

  /** The client's cancel request opens a stop; the update that follows says who asked. */
  #ask(update: string, asker: string): void {
    const stop = this.#stop;
    if (update === STOP_JOB && stop !== undefined && stop === this.steps.at(-1))
      stop.words = joined([stop.words, asker]);
    else if (update === STOP_JOB || update === EXTEND_JOB) this.#asker = asker;
  }

  #takeAsker(): string {
    const asker = this.#asker;
    this.#asker = '';
    return asker;
  }

  #answer({ update, argument, answer }: Extract<Fact, { fact: 'answered' }>): void {
    if (update !== SUSPEND_JOB && update !== RESUME_JOB) return;
    const { reply = 'no answer', message = '' } = (answer ?? {}) as { reply?: string; message?: string };
    this.#tell(update === SUSPEND_JOB ? 'suspendAsked' : 'resumeAsked', reply, message, askerWords(argument));
  }

  #close({ how, type = '', message = '' }: Extract<Fact, { fact: 'closed' }>): void {
    const verdict = typeof this.#verdict === 'string' ? `verdict ${this.#verdict}` : '';
    const why = [type, message].filter((word) => word !== '').join(': ');
    this.#tell('closed', how, why, verdict);
  }
}

function requestWords(request: unknown): string {
  const { operation, endpoint, expiresIn } = (request ?? {}) as Record<string, unknown>;
  return `${operation} at ${endpoint}, expires in ${expiresIn}`;
}

function askerWords(argument: unknown): string {
  const { by, reason = '' } = (argument ?? {}) as Asker;
  return joined([by === undefined ? '' : `asked by ${by}`, reason]);
}

function joined(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ');
}
