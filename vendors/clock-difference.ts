import type { Exchange } from './http.ts';

/** How far a vendor's clock is from ours, in seconds. */
export interface ClockDifference {
  /** The vendor's clock less ours: above zero where it is ahead. */
  seconds: number;
  /** The true difference is no further away: half the round trip, and half of the whole second that a Date tells. */
  uncertainty: number;
}

/** A Date header tells the second that has begun: the clock was up to so much later. */
const DATE_STEP_MS = 1_000;

/** From the fastest answer, which says most; undefined where none has a Date that can be read. */
export function clockDifference(exchanges: readonly Exchange[]): ClockDifference | undefined {
  const bounds = exchanges.flatMap(({ sentAtMs, answeredAtMs, date }) => {
    const atMs = Date.parse(date ?? '');
    // The vendor looked at its clock after the request had left and before its answer came.
    return Number.isNaN(atMs) ? [] : [{ least: atMs - answeredAtMs, most: atMs + DATE_STEP_MS - sentAtMs }];
  });
  const [narrowest] = bounds.sort((a, b) => a.most - a.least - (b.most - b.least));
  if (narrowest === undefined) return undefined;
  const { least, most } = narrowest;
  return { seconds: (least + most) / 2_000, uncertainty: (most - least) / 2_000 };
}

/** True only where the clocks are surely further apart, whatever the uncertainty. */
export function isFurtherApart({ seconds, uncertainty }: ClockDifference, limit: number): boolean {
  return Math.abs(seconds) - uncertainty > limit;
}
