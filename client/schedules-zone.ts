/** A clock on a wall: the date and the time of day in some time zone. Months count from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** A time zone by its IANA name. Instants are whole seconds since 1970. */
export interface Zone {
  wallAt(instant: number): WallTime;
  /** 0 for Sunday. */
  weekdayAt(instant: number): number;
  /**
   * The instant at which the clocks show this time. Where they show it twice, or never, it answers as Go's `time.Date`
   * does, for that is what Temporal asks.
   */
  instantOf(wall: WallTime): number;
}

/** Seconds: since 1973 no clocks have changed but at a full quarter of an hour of UTC. */
const CLOCKS_CHANGE_AT = 900;

export function zoneOf(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const read = (instant: number): number => {
    const name = format.formatToParts(instant * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  };
  const known = new Map<number, number>();
  const offsetAt = (instant: number): number => {
    const quarter = Math.floor(instant / CLOCKS_CHANGE_AT);
    const offset = known.get(quarter) ?? read(instant);
    known.set(quarter, offset);
    return offset;
  };
  const shifted = (instant: number) => new Date((instant + offsetAt(instant)) * 1000);
  return {
    wallAt(instant) {
      const date = shifted(instant);
      return {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      };
    },
    weekdayAt: (instant) => shifted(instant).getUTCDay(),
    instantOf({ year, month, day, hour, minute, second }) {
      const asUtc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
      // As Go does it: first with the offset at the time read as UTC, then with the one that holds there.
      return asUtc - offsetAt(asUtc - offsetAt(asUtc));
    },
  };
}

/** What is wrong with a time zone's name; undefined for a good one. The server knows exact names only, and no offsets. */
export function wrongTimeZone(name: unknown): string | undefined {
  const expected = 'an IANA time zone such as Europe/Berlin, or UTC';
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return expected;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions();
    const isOtherCase = timeZone !== name && timeZone.toLowerCase() === name.toLowerCase();
    return isOtherCase ? `${timeZone}, in this case` : undefined;
  } catch {
    return expected;
  }
}
