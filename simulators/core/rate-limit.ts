/** Limits of one vendor. -1 switches a limit off. */
export interface Limits {
  /** Requests of one user in a window. */
  perUser: number;
  /** Requests of all users in a window. */
  total: number;
  windowMs: number;
  /** Requests of one user that run at the same time. */
  concurrentPerUser: number;
  /** Persistent connections of one user. */
  sessionsPerUser: number;
}

export type Refusal =
  | { cause: 'total' | 'user'; limit: number; windowMs: number }
  | { cause: 'concurrent'; running: number; limit: number };

export interface RateLimit {
  limits: Limits;
  /** Counts the request and answers undefined, or refuses it. A refused request does not count; a failed one does. */
  enter(user: string): Refusal | undefined;
  /** The request that entered is over. */
  leave(user: string): void;
}

/** A window that slides by the millisecond: the strictest reading of "sliding window". */
class Window {
  private times: number[] = [];

  count(now: number, windowMs: number): number {
    const fresh = this.times.findIndex((at) => now - at < windowMs);
    this.times = fresh === -1 ? [] : this.times.slice(fresh);
    return this.times.length;
  }

  add(now: number): void {
    this.times.push(now);
  }
}

export function createRateLimit(limits: Limits, now: () => number = () => performance.now()): RateLimit {
  const everybody = new Window();
  const windows = new Map<string, Window>();
  const running = new Map<string, number>();

  function refusal(user: string, window: Window, at: number): Refusal | undefined {
    const { perUser, total, windowMs, concurrentPerUser } = limits;
    const busy = running.get(user) ?? 0;
    if (concurrentPerUser >= 0 && busy >= concurrentPerUser) {
      return { cause: 'concurrent', running: busy, limit: concurrentPerUser };
    }
    if (total >= 0 && everybody.count(at, windowMs) >= total) return { cause: 'total', limit: total, windowMs };
    if (perUser >= 0 && window.count(at, windowMs) >= perUser) return { cause: 'user', limit: perUser, windowMs };
    return undefined;
  }

  return {
    limits,
    enter(user) {
      const at = now();
      const window = windows.get(user) ?? new Window();
      windows.set(user, window);
      const refused = refusal(user, window, at);
      if (refused !== undefined) return refused;
      window.add(at);
      everybody.add(at);
      running.set(user, (running.get(user) ?? 0) + 1);
      return undefined;
    },
    leave(user) {
      running.set(user, Math.max(0, (running.get(user) ?? 0) - 1));
    },
  };
}

export const NO_LIMITS: Limits = {
  perUser: -1,
  total: -1,
  windowMs: 1000,
  concurrentPerUser: -1,
  sessionsPerUser: -1,
};
