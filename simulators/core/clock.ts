export type CancelTimer = () => void;

/**
 * A vendor's clock. `speed` shortens durations (a job of 60 vendor seconds ends after one second at speed 60); the time of
 * day stays real time plus `skewMs`, because a vendor whose calendar runs ahead would make every stored time useless.
 */
export interface Clock {
  readonly speed: number;
  /** The vendor's time of day, in epoch milliseconds. */
  now(): number;
  /** Vendor seconds as real milliseconds. */
  realMs(vendorSeconds: number): number;
  /** Runs `act` after so many vendor seconds; never, when that is Infinity. */
  after(vendorSeconds: number, act: () => void): CancelTimer;
  /** Runs `act` when the vendor's time of day reaches `epochMs`. */
  at(epochMs: number, act: () => void): CancelTimer;
  skew(ms: number): void;
  stop(): void;
}

const LONGEST_TIMER_MS = 2_147_000_000;

export function createClock(speed: number, firstSkewMs = 0): Clock {
  const timers = new Set<NodeJS.Timeout>();
  let skewMs = firstSkewMs;

  function wait(ms: number, act: () => void): CancelTimer {
    if (!Number.isFinite(ms)) return () => {};
    let timer: NodeJS.Timeout;
    const arm = (left: number) => {
      timer = setTimeout(() => fire(left), Math.min(left, LONGEST_TIMER_MS));
      timers.add(timer);
    };
    const fire = (left: number) => {
      timers.delete(timer);
      if (left > LONGEST_TIMER_MS) arm(left - LONGEST_TIMER_MS);
      else act();
    };
    arm(Math.max(0, ms));
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  }

  const now = () => Date.now() + skewMs;
  return {
    speed,
    now,
    realMs: (vendorSeconds) => (vendorSeconds * 1000) / speed,
    after: (vendorSeconds, act) => wait((vendorSeconds * 1000) / speed, act),
    at: (epochMs, act) => wait(epochMs - now(), act),
    skew: (ms) => {
      skewMs = ms;
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
