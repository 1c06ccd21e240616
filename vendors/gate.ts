import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

/** What a call is for. Stops go first, then starts, then looks. */
export type CallKind = 'cancel' | 'start' | 'look';

export interface GateLimits {
  /** Calls in any `windowMs`; undefined where the vendor has no such limit. */
  requestsPerWindow: number | undefined;
  /** Length of the vendor's sliding window. */
  windowMs: number;
  /** Calls on their way at the same time. */
  concurrentRequests: number;
  /** No refusal, whatever it asks for, holds the gate longer. */
  maxHoldMs: number;
}

/** A place in the vendor's window. `sent` moves it to the moment the request really went out. */
export interface Place {
  sent(): void;
}

/**
 * How much earlier than it came a call counts as waiting. A look that has waited longer than the difference goes before
 * a new start, so nothing starves; a stop goes before everything that is not ten minutes old.
 */
const ADVANTAGE_MS: Record<CallKind, number> = { cancel: 600_000, start: 10_000, look: 0 };
/** Requests that we send evenly arrive a little unevenly: our window is this much longer than the vendor's. */
const WINDOW_MARGIN = 1.1;
const FIRST_HOLD_MS = 1_000;
/** The part of the full rate that comes back with each accepted call after a halving. */
const RECOVERY = 0.02;

/** Keeps one process's calls to one endpoint under the vendor's limit: the only place where Reeve's calls wait. */
export class Gate {
  readonly #limits: GateLimits;
  readonly #queue: PQueue;
  #places: { at: number }[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #allowed: number;
  #heldUntil = 0;
  #refusals = 0;

  constructor(limits: GateLimits) {
    this.#limits = limits;
    this.#allowed = limits.requestsPerWindow ?? Number.POSITIVE_INFINITY;
    this.#queue = new PQueue({ concurrency: limits.concurrentRequests });
  }

  /** Runs the call when its turn has come; rejects with the signal's reason when it is aborted while it waits. */
  async run<T>(kind: CallKind, signal: AbortSignal, call: (place: Place) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const waiting = new AbortController();
    const giveUp = () => waiting.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    const task = async () => {
      // From here on the call itself watches the signal: the queue must not let go of a request that is on its way.
      signal.removeEventListener('abort', giveUp);
      const place = await this.#nextPlace(signal);
      return { answer: await call(place) };
    };
    const priority = ADVANTAGE_MS[kind] - performance.now();
    const { answer } = await this.#queue.add(task, { priority, signal: waiting.signal });
    return answer;
  }

  /** The vendor refused a call for its rate: nothing goes out for a while, then at half the rate. Returns how long. */
  refused(retryAfterMs: number | undefined): number {
    const now = performance.now();
    if (now >= this.#heldUntil) {
      this.#refusals += 1;
      this.#allowed = Math.max(1, this.#allowed / 2);
    }
    const hold = Math.min(this.#limits.maxHoldMs, retryAfterMs ?? FIRST_HOLD_MS * 2 ** (this.#refusals - 1));
    this.#heldUntil = Math.max(this.#heldUntil, now + hold);
    return Math.ceil(Math.max(FIRST_HOLD_MS, this.#heldUntil - now));
  }

  /** The vendor took a call: slowly up again. */
  accepted(): void {
    const full = this.#limits.requestsPerWindow;
    if (full === undefined) return;
    this.#refusals = 0;
    this.#allowed = Math.min(full, this.#allowed + full * RECOVERY);
  }

  #nextPlace(signal: AbortSignal): Promise<Place> {
    const mine = this.#turn.then(() => this.#takePlace(signal));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #takePlace(signal: AbortSignal): Promise<Place> {
    for (let wait = this.#waitMs(); wait > 0; wait = this.#waitMs()) {
      await sleep(wait, undefined, { signal });
    }
    signal.throwIfAborted();
    const place = { at: performance.now() };
    if (this.#limits.requestsPerWindow !== undefined) this.#places.push(place);
    return {
      sent: () => {
        place.at = performance.now();
      },
    };
  }

  #waitMs(): number {
    const now = performance.now();
    const windowMs = this.#limits.windowMs * WINDOW_MARGIN;
    this.#places = this.#places.filter(({ at }) => at + windowMs > now);
    const tooMany = this.#places.length - Math.floor(this.#allowed);
    const held = this.#heldUntil - now;
    if (tooMany < 0) return held;
    const freeAt = this.#places.map(({ at }) => at + windowMs).sort((a, b) => a - b)[tooMany] ?? now;
    return Math.max(held, freeAt - now);
  }
}
