import { busiestWindow, type CallRecord } from '../simulators/index.ts';

export interface RateUse {
  /** Part of the calls that the vendor refused, those of the first seconds left out. */
  refused: number;
  /** Part of the allowed calls that were made and accepted while there was work for everybody. */
  used: number;
  /** The most calls that any window of the vendor's length holds, refused ones too. */
  busiest: number;
}

export interface AllowedRate {
  calls: number;
  windowMs: number;
  /** Whoever meets a limit for the first time may be refused for so long. */
  graceMs: number;
}

/** After so many of the starts the first of several processes may have no more of its own. */
const WORK_FOR_ALL = 0.9;

/** How a vendor's limit was kept, and made use of, by the vendor's own ledger. */
export function rateUse(ledger: readonly CallRecord[], { calls, windowMs, graceMs }: AllowedRate): RateUse {
  const sorted = ledger.toSorted((a, b) => a.at - b.at);
  const firstAt = sorted[0]?.at ?? Number.NaN;
  const starts = sorted.filter(({ kind, refused }) => kind === 'start' && !refused);
  const endAt = starts[Math.ceil(starts.length * WORK_FOR_ALL) - 1]?.at ?? Number.NaN;
  const later = sorted.filter(({ at }) => at >= firstAt + graceMs);
  const accepted = sorted.filter(({ at, refused }) => at <= endAt && !refused);
  const allowed = ((endAt - firstAt) / windowMs) * calls;
  return {
    refused: later.filter(({ refused }) => refused).length / later.length,
    used: accepted.length / allowed,
    busiest: busiestWindow(sorted, windowMs),
  };
}
