const HOUR_MS = 3_600_000;
const DATE = /^(\d{4})(-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/;
/** .NET's least date, `0001-01-01T00:00:00` in whatever zone, stands for "not set"; nothing in CCS is this old. */
const FIRST_YEAR = 1900;
/** The zones of the world reach from UTC-12 to UTC+14. */
const ZONES = { west: 12 * HOUR_MS, east: 14 * HOUR_MS } as const;

/** When something was, in milliseconds of the vendor's clock. Both ends are the same where the vendor told the zone. */
export interface VendorTime {
  earliestMs: number;
  latestMs: number;
}

/** A date as .NET writes it, to the millisecond; undefined where it is not set or is no date. */
export function readDate(value: unknown): VendorTime | undefined {
  const match = typeof value === 'string' ? DATE.exec(value) : null;
  if (match === null) return undefined;
  const [, year = '', rest = '', fraction = '', zone] = match;
  // .NET writes seven digits of a second; what a parser makes of more than three is its own affair.
  const ms = Date.parse(`${year}${rest}.${fraction.slice(0, 3).padEnd(3, '0')}${zone ?? 'Z'}`);
  if (Number.isNaN(ms) || Number(year) < FIRST_YEAR) return undefined;
  if (zone !== undefined) return { earliestMs: ms, latestMs: ms };
  return { earliestMs: ms - ZONES.east, latestMs: ms + ZONES.west };
}
