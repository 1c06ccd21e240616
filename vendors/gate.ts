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

/**
 * A place in the vendor's window, held from when it is given until a window after the vendor has surely counted the
 * request: that is somewhere between its going out and its answer, and a busy machine or network can set the two apart.
 */
export interface Place {
  /** The request is written to the socket. */
  sent(): void;
  /** When that was; undefined for a request that never left. */
  readonly sentAt: number | undefined;
}

/**
 * How much earlier than it came a call counts as waiting. A look that has waited longer than the difference goes before
 * a new start, so nothing starves; a stop goes before everything that is not ten minutes old.
 */
const ADVANTAGE_MS: Record<CallKind, number> = { cancel: 600_000, start: 10_000, look: 0 };
/** The vendor's window may slide in steps, ten of them at Cisco Prime: ours is one step longer. */
const WINDOW_MARGIN = 1.1;
/** The part of a window after which a request without an answer counts as arrived: a slow answer is not a slow arrival. */
const LATEST_ARRIVAL = 0.5;
const LEAST_HOLD_MS = 1_000;
/** The part of the full rate that comes back with each accepted call after a halving. */
const RECOVERY = 0.02;

interface Waiter {
  /** The lowest goes first. */
  rank: number;
  enter(place: Place): void;
}

/**
 * Keeps one process's calls to one endpoint under the vendor's limit: the only place where Reeve's calls wait. One list
 * of waiters, best first; whoever is first goes when a slot and a place are free and no refusal holds the gate.
 */
export class Gate {
  readonly #limits: GateLimits;
  readonly #waiting: Waiter[] = [];
  readonly #places = new Map<Place, { answeredAt?: number }>();
  #running = 0;
  #allowed: number;
  #heldUntil = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #refusals = 0;
  #alarm: NodeJS.Timeout | undefined;

  constructor(limits: GateLimits) {
    this.#limits = limits;
    this.#allowed = limits.requestsPerWindow ?? Number.POSITIVE_INFINITY;
  }

  /** Whether a call would go out at once: nobody waits, and a slot and a place are free. */
  hasRoom(): boolean {
    const { concurrentRequests } = this.#limits;
    return this.#waiting.length === 0 && this.#running < concurrentRequests && this.#untilPlaceMs() <= 0;
  }

  /** Runs the call when its turn has come; rejects at once with the signal's reason when it is aborted while it waits. */
  async run<T>(kind: CallKind, signal: AbortSignal, call: (place: Place) => Promise<T>): Promise<T> {
    const place = await this.#turn(performance.now() - ADVANTAGE_MS[kind], signal);
    try {
      return await call(place);
    } finally {
      this.#running -= 1;
      const held = this.#places.get(place);
      if (place.sentAt === undefined) this.#places.delete(place);
      else if (held !== undefined) held.answeredAt = performance.now();
      this.#admit();
    }
  }

  /** The vendor refused a call for its rate: nothing goes out for a while, then at half the rate. Returns how long. */
  refused(
    retryAfterMs: number | undefined,
    { sentAt = performance.now() }: Pick<Place, 'sentAt'> = { sentAt: undefined },
  ): number {
    // Calls that left before the last refusal was heard say nothing new.
    if (sentAt > this.#refusedAt) {
      this.#refusals += 1;
      this.#allowed = Math.max(1, this.#allowed / 2);
      this.#refusedAt = performance.now();
    }
    const asked = retryAfterMs ?? LEAST_HOLD_MS * 2 ** (this.#refusals - 1);
    const hold = Math.min(this.#limits.maxHoldMs, Math.max(LEAST_HOLD_MS, asked));
    this.#heldUntil = Math.max(this.#heldUntil, performance.now() + hold);
    return Math.ceil(this.#heldUntil - performance.now());
  }

  /** The vendor took a call: slowly up again. */
  accepted({ sentAt }: Pick<Place, 'sentAt'>): void {
    if (sentAt !== undefined && sentAt > this.#refusedAt) this.#refusals = 0;
    const full = this.#limits.requestsPerWindow;
    if (full !== undefined) this.#allowed = Math.min(full, this.#allowed + full * RECOVERY);
  }

  #turn(rank: number, signal: AbortSignal): Promise<Place> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
      };
      const waiter: Waiter = {
        rank,
        enter: (place) => {
          signal.removeEventListener('abort', leave);
          resolve(place);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      const behind = this.#waiting.findLastIndex((other) => other.rank <= rank);
      this.#waiting.splice(behind + 1, 0, waiter);
      this.#admit();
    });
  }

  #admit(): void {
    clearTimeout(this.#alarm);
    while (this.#waiting.length > 0 && this.#running < this.#limits.concurrentRequests) {
      const waitMs = this.#untilPlaceMs();
      if (waitMs > 0) {
        // Without an end in sight, a request that is sent or given up brings the next turn.
        if (Number.isFinite(waitMs)) this.#alarm = setTimeout(() => this.#admit(), Math.ceil(waitMs));
        return;
      }
      this.#running += 1;
      this.#waiting.shift()?.enter(this.#newPlace());
    }
  }

  #newPlace(): Place {
    let sentAt: number | undefined;
    const place: Place = {
      sent: () => {
        sentAt = performance.now();
        this.#admit();
      },
      get sentAt() {
        return sentAt;
      },
    };
    if (this.#limits.requestsPerWindow !== undefined) this.#places.set(place, {});
    return place;
  }

  #untilPlaceMs(): number {
    const now = performance.now();
    const windowMs = this.#limits.windowMs * WINDOW_MARGIN;
    const freeAt: number[] = [];
    for (const [place, { answeredAt = Number.POSITIVE_INFINITY }] of this.#places) {
      const latest = (place.sentAt ?? Number.POSITIVE_INFINITY) + this.#limits.windowMs * LATEST_ARRIVAL;
      const at = Math.min(answeredAt, latest) + windowMs;
      if (at > now) freeAt.push(at);
      else this.#places.delete(place);
    }
    const tooMany = freeAt.length - Math.floor(this.#allowed);
    const free = tooMany < 0 ? now : (freeAt.sort((a, b) => a - b)[tooMany] ?? now);
    return Math.max(this.#heldUntil, free) - now;
  }
}
