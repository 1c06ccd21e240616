/** Seconds since 1970 stay below this until the year 5138; milliseconds were above it from 1973 on. */
const LEAST_MILLISECONDS = 1e11;

/** Milliseconds of one of the vendor's times: seconds since 1970 in its sister APIs, not documented in this one. */
export function toMs(time: number): number {
  return time < LEAST_MILLISECONDS ? time * 1_000 : time;
}

/** For people; undefined where the number is no time at all. */
export function toText(time: number | undefined): string | undefined {
  if (time === undefined || time <= 0) return undefined;
  const date = new Date(toMs(time));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
