import type { Clock } from '../core/clock.ts';

/** What a log-in leaves behind: the tokens of one kind, or the sessions. */
export interface Passes {
  issue(value: string, user: string): void;
  /** Undefined: it was never given out. */
  find(value: string): { user: string; isAlive: boolean } | undefined;
  end(value: string): void;
  endAll(): void;
}

interface PassesInput {
  clock: Clock;
  seconds: number;
  /** Every use begins the life anew. */
  isRenewedByUse: boolean;
}

/** Lives count on a clock of their own: a skewed calendar must not end them. */
export function createPasses({ clock, seconds, isRenewedByUse }: PassesInput): Passes {
  const held = new Map<string, { user: string; until: number }>();
  const fresh = () => performance.now() + clock.realMs(seconds);
  return {
    issue(value, user) {
      held.set(value, { user, until: fresh() });
    },
    find(value) {
      const pass = held.get(value);
      if (pass === undefined) return undefined;
      const isAlive = pass.until > performance.now();
      if (isAlive && isRenewedByUse) pass.until = fresh();
      return { user: pass.user, isAlive };
    },
    end(value) {
      const pass = held.get(value);
      if (pass !== undefined) pass.until = 0;
    },
    endAll() {
      for (const pass of held.values()) pass.until = 0;
    },
  };
}
