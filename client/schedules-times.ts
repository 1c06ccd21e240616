import type { Calendar } from './schedules-calendar.ts';
import { FIELD_NAMES, type FieldName, type FieldRange } from './schedules-fields.ts';
import { type WallTime, type Zone, zoneOf } from './schedules-zone.ts';

/** When a schedule fires, as Temporal keeps it. All numbers are whole seconds, instants since 1970. */
export interface Timing {
  calendars: readonly Calendar[];
  /** Every so often since 1970, `offset` later. */
  interval?: { every: number; offset: number };
  skip: readonly Calendar[];
  timeZone: string;
  /** The first and the last instant that count. */
  from?: number;
  until?: number;
}

/** Temporal foretells no further. */
const GREATEST_YEAR = 2100;
/** So many times in a row that are skipped, a minute's for two weeks, count as never: the server would be stuck in more. */
const MOST_SKIPPED = 20_000;

/**
 * The instants after `after` at which it fires, before jitter: at most `count`, fewer where there are no more. What is
 * computed here is what Temporal's server computes (`service/worker/scheduler/spec.go` and `calendar.go`): a time that
 * the clocks jump over does not fire, one that they show twice fires once or twice, as the server comes by it.
 */
export function nextTimes(timing: Timing, after: number, count: number): number[] {
  const next = nextIn(timing);
  const times: number[] = [];
  for (let last = after; times.length < count; ) {
    const time = next(last);
    if (time === undefined) break;
    times.push(time);
    last = time;
  }
  return times;
}

/** The same with nothing after `until`. */
export function endedAt(timing: Timing, until: number): Timing {
  return { ...timing, until: Math.min(until, timing.until ?? until) };
}

function nextIn(timing: Timing): (after: number) => number | undefined {
  const { interval, from, until } = timing;
  const zone = zoneOf(timing.timeZone);
  const calendars = timing.calendars.map(matcherOf);
  const skip = timing.skip.map(matcherOf);
  const isSkipped = (time: number) => skip.some((matcher) => matches(matcher, zone, time));
  const raw = (after: number) => {
    const times = calendars.map((matcher) => nextMatch(matcher, zone, after)).filter((time) => time !== undefined);
    return [...times, ...(interval ? [nextInterval(interval, after)] : [])].sort((one, other) => one - other)[0];
  };
  const isPastEnd = (time: number) =>
    time > (until ?? Number.POSITIVE_INFINITY) || new Date(time * 1000).getUTCFullYear() > GREATEST_YEAR;
  return (after) => {
    let time = raw(Math.max(after, (from ?? 0) - 1));
    for (let skipped = 0; time !== undefined && isSkipped(time); skipped += 1) {
      time = skipped < MOST_SKIPPED && !isPastEnd(time) ? raw(time) : undefined;
    }
    return time === undefined || isPastEnd(time) ? undefined : time;
  };
}

function nextInterval({ every, offset }: { every: number; offset: number }, after: number): number {
  return (Math.trunc((after - offset) / every) + 1) * every + offset;
}

type Matcher = Readonly<Record<FieldName, (value: number) => boolean>>;

function matcherOf(calendar: Calendar): Matcher {
  return Object.fromEntries(
    FIELD_NAMES.map((name) => [name, matchRanges(calendar[name], name === 'year')]),
  ) as unknown as Matcher;
}

function matchRanges(ranges: readonly FieldRange[], emptyIsAll: boolean): (value: number) => boolean {
  if (emptyIsAll && ranges.length === 0) return () => true;
  const values = new Set<number>();
  for (const { start, end, step } of ranges) for (let value = start; value <= end; value += step) values.add(value);
  return (value) => values.has(value);
}

function matches(matcher: Matcher, zone: Zone, instant: number): boolean {
  const wall = zone.wallAt(instant);
  return (
    matcher.year(wall.year) &&
    matcher.month(wall.month) &&
    matcher.dayOfMonth(wall.day) &&
    matcher.dayOfWeek(zone.weekdayAt(instant)) &&
    matcher.hour(wall.hour) &&
    matcher.minute(wall.minute) &&
    matcher.second(wall.second)
  );
}

/** A wall clock on the way to the next match. `shift`: 3600 in the second pass through an hour that the clocks repeat. */
type Walk = WallTime & { shift: number };

const HOUR = 3600;

/** The earliest match after an instant: `compiledCalendar.next` of the server, step by step. */
function nextMatch(matcher: Matcher, zone: Zone, after: number): number | undefined {
  const wall = zone.wallAt(after);
  const isRepeated = zone.wallAt(after - HOUR).hour === wall.hour;
  const walk: Walk = { ...wall, second: wall.second + 1, shift: isRepeated ? HOUR : 0 };
  for (;;) {
    carry(walk, zone);
    if (walk.year > GREATEST_YEAR) return undefined;
    if (!moveToMatch(walk, matcher, zone)) continue;
    const instant = zone.instantOf(walk);
    if (zone.wallAt(instant).hour === walk.hour) return instant + walk.shift;
    // The clocks jump over this time.
    Object.assign(walk, { hour: walk.hour + 1, minute: 0, second: 0 });
  }
}

function carry(walk: Walk, zone: Zone): void {
  if (walk.second >= 60) Object.assign(walk, { minute: walk.minute + 1, second: 0 });
  if (walk.minute >= 60) carryHour(walk, zone);
  if (walk.hour >= 24) Object.assign(walk, { day: walk.day + 1, hour: 0 });
  if (walk.day > daysIn(walk)) Object.assign(walk, { month: walk.month + 1, day: 1 });
  if (walk.month > 12) Object.assign(walk, { year: walk.year + 1, month: 1 });
}

/** Where the next hour is two hours away, the clocks show this one again first. */
function carryHour(walk: Walk, zone: Zone): void {
  const begin = zone.instantOf({ ...walk, minute: 0, second: 0 });
  const end = zone.instantOf({ ...walk, hour: walk.hour + 1, minute: 0, second: 0 });
  const isRepeated = walk.shift === 0 && end - begin > HOUR;
  Object.assign(walk, { hour: isRepeated ? walk.hour : walk.hour + 1, minute: 0, shift: isRepeated ? HOUR : 0 });
}

/** Moves on to the first match, from the year down; false where a field ran over and is to be carried first. */
function moveToMatch(walk: Walk, matcher: Matcher, zone: Zone): boolean {
  if (!matcher.year(walk.year)) {
    Object.assign(walk, { year: walk.year + 1, month: 1, ...FROM_MIDNIGHT, day: 1 });
    return false;
  }
  const isGoodDay = () => matcher.dayOfMonth(walk.day) && matcher.dayOfWeek(zone.weekdayAt(zone.instantOf(walk)));
  return (
    move(walk, 'month', 12, () => matcher.month(walk.month), { ...FROM_MIDNIGHT, day: 1 }) &&
    move(walk, 'day', daysIn(walk), isGoodDay, FROM_MIDNIGHT) &&
    move(walk, 'hour', 23, () => matcher.hour(walk.hour), { minute: 0, second: 0, shift: 0 }) &&
    move(walk, 'minute', 59, () => matcher.minute(walk.minute), { second: 0 }) &&
    move(walk, 'second', 59, () => matcher.second(walk.second), {})
  );
}

const FROM_MIDNIGHT = { hour: 0, minute: 0, second: 0, shift: 0 };

function move(
  walk: Walk,
  unit: keyof WallTime,
  greatest: number,
  isGood: () => boolean,
  lower: Partial<Walk>,
): boolean {
  while (!isGood()) {
    Object.assign(walk, lower);
    walk[unit] += 1;
    if (walk[unit] > greatest) return false;
  }
  return true;
}

function daysIn({ year, month }: WallTime): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
