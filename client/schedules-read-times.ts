import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';
import { type Problem, show } from '../contract/request.ts';
import { scheduledTimeText } from '../contract/scheduled-time.ts';
import { type Calendar, type CalendarUse, calendarText, readCalendar } from './schedules-calendar.ts';
import { readCron } from './schedules-cron.ts';
import { durationText, type SettledSchedule } from './schedules-definition.ts';
import type { Told } from './schedules-spec.ts';
import { nextTimes, type Timing } from './schedules-times.ts';
import { wrongTimeZone } from './schedules-zone.ts';

export type Given = Record<string, unknown>;

export interface Times {
  timing: Timing;
  told: Told[];
}

/** Undefined where a mistake keeps the times from being computed. */
export function readTimes(given: Given, problems: Problem[]): Times | undefined {
  const before = problems.length;
  const cron = typeof given.cron === 'string' ? [given.cron] : listOf('cron', given.cron, problems);
  const lines = cron.map((line, index): Partial<Told> => {
    const field = cron.length === 1 ? 'cron' : `cron.${index}`;
    const calendar = readCron(field, line, problems);
    if (calendar !== undefined) checkAlive(field, calendar, line, problems);
    return { ...asCalendar(calendar), cron: String(line).trim().replaceAll(/\s+/g, ' ') };
  });
  const calendars = readCalendars('calendars', given.calendars, 'times', problems);
  const interval = readInterval(given, problems);
  const skip = readCalendars('skip', given.skip, 'skip', problems);
  const timeZone = given.timeZone ?? 'UTC';
  const wrong = wrongTimeZone(timeZone);
  if (wrong !== undefined) problems.push({ field: 'timeZone', found: show(timeZone), expected: wrong });
  const from = readInstant('from', given.from, problems);
  const until = readInstant('until', given.until, problems);
  if (problems.length > before) return undefined;
  const told = [...lines, ...calendars.map((calendar) => ({ calendar }))] as Told[];
  if (told.length === 0 && interval === undefined) {
    problems.push({ field: 'cron', found: 'no times', expected: 'at least one of cron, calendars and every' });
    return undefined;
  }
  const timing: Timing = {
    calendars: told.map(({ calendar }) => calendar),
    ...(interval && { interval }),
    skip,
    timeZone: timeZone as string,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  return { timing, told };
}

const asCalendar = (calendar: Calendar | undefined) => (calendar === undefined ? {} : { calendar });

/** Each line and calendar for itself must be able to fire, some day. */
function checkAlive(field: string, calendar: Calendar, given: unknown, problems: Problem[]): void {
  if (nextTimes({ calendars: [calendar], skip: [], timeZone: 'UTC' }, 0, 1).length > 0) return;
  const expected = 'times that come: before the year 2101, and on a day that there is';
  problems.push({ field, found: `${show(given)}, which never fires`, expected });
}

function listOf(field: string, value: unknown, problems: Problem[]): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  problems.push({ field, found: show(value), expected: 'a list' });
  return [];
}

function readCalendars(field: string, value: unknown, use: CalendarUse, problems: Problem[]): Calendar[] {
  const list = listOf(field, value, problems);
  const read = list.map((fields, index) => {
    const calendar = readCalendar(`${field}.${index}`, fields, use, problems);
    if (calendar !== undefined) checkAlive(`${field}.${index}`, calendar, fields, problems);
    return calendar;
  });
  return read.filter((calendar) => calendar !== undefined);
}

function readInterval({ every, offset }: Given, problems: Problem[]): Timing['interval'] {
  const everyMs = readDuration('every', every, problems, 'whole seconds');
  const offsetMs = readDuration('offset', offset, problems, 'whole seconds');
  if (everyMs === undefined) {
    if (offset !== undefined)
      problems.push({ field: 'offset', found: show(offset), expected: 'nothing without `every`' });
    return undefined;
  }
  if (offsetMs !== undefined && offsetMs >= everyMs) {
    problems.push({ field: 'offset', found: show(offset), expected: 'less than `every`' });
  }
  return { every: everyMs / 1000, offset: (offsetMs ?? 0) / 1000 };
}

export function readDuration(
  field: string,
  value: unknown,
  problems: Problem[],
  of?: 'whole seconds',
): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' ? parseDuration(value) : undefined;
  if (ms !== undefined && (of === undefined || ms % 1000 === 0)) return ms;
  const expected = of === undefined ? DURATION_EXPECTED : `${DURATION_EXPECTED}, in ${of}`;
  problems.push({ field, found: show(value), expected });
  return undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** Seconds since 1970. */
export function readInstant(field: string, value: unknown, problems: Problem[]): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value.replace(' ', 'T')) : Number.NaN;
  if (!Number.isNaN(ms)) return ms / 1000;
  const expected = 'a time such as 2027-01-31T18:00:00Z or 2027-01-31T18:00+01:00';
  problems.push({ field, found: show(value), expected });
  return undefined;
}

/** The times as people would write them, in the one form in which they are compared. */
export function settledTimes(
  { interval, skip, timeZone, from, until }: Timing,
  told: readonly Told[],
): Partial<SettledSchedule> {
  const text = (seconds: number) => scheduledTimeText(new Date(seconds * 1000));
  return {
    cron: told.map(({ cron }) => cron).filter((line) => line !== undefined),
    calendars: told.filter(({ cron }) => cron === undefined).map(({ calendar }) => calendarText(calendar, 'times')),
    ...(interval && { every: durationText(interval.every * 1000) }),
    ...(interval && interval.offset > 0 && { offset: durationText(interval.offset * 1000) }),
    skip: skip.map((calendar) => calendarText(calendar, 'skip')),
    timeZone,
    ...(from !== undefined && { from: text(from) }),
    ...(until !== undefined && { until: text(until) }),
  };
}
