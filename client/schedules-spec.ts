import type { CalendarSpec, ScheduleDescription, ScheduleSpec } from '@temporalio/client';
import { canonicalJson } from './canonical-json.ts';
import type { Calendar } from './schedules-calendar.ts';
import { readCron } from './schedules-cron.ts';
import { DAYS, type FieldRange, MONTHS } from './schedules-fields.ts';
import type { Timing } from './schedules-times.ts';

/** A calendar with what it was written as, where that was a cron line: kept in the calendar's comment. */
export interface Told {
  calendar: Calendar;
  cron?: string;
}

const CRON = 'cron ';

/** What Temporal is sent. Never a cron line: it is a calendar by then. */
export function specOf(timing: Timing, told: readonly Told[], jitterMs: number): ScheduleSpec {
  const { interval, skip, timeZone, from, until } = timing;
  return {
    calendars: told.map(({ calendar, cron }) => calendarSpec(calendar, cron === undefined ? undefined : CRON + cron)),
    ...(interval && { intervals: [{ every: interval.every * 1000, offset: interval.offset * 1000 }] }),
    skip: skip.map((calendar) => calendarSpec(calendar)),
    timezone: timeZone,
    ...(from !== undefined && { startAt: new Date(from * 1000) }),
    ...(until !== undefined && { endAt: new Date(until * 1000) }),
    ...(jitterMs > 0 && { jitter: jitterMs }),
  };
}

function calendarSpec(calendar: Calendar, comment?: string): CalendarSpec {
  const named = <Name>(ranges: readonly FieldRange[], names: readonly Name[], first: number) =>
    ranges.map(({ start, end, step }) => ({
      start: names[start - first] as Name,
      end: names[end - first] as Name,
      step,
    }));
  return {
    second: [...calendar.second],
    minute: [...calendar.minute],
    hour: [...calendar.hour],
    dayOfMonth: [...calendar.dayOfMonth],
    month: named(calendar.month, MONTHS, 1),
    dayOfWeek: named(calendar.dayOfWeek, DAYS, 0),
    // No range at all stands for every year.
    year: calendar.year.length === 0 ? '*' : [...calendar.year],
    ...(comment !== undefined && { comment }),
  };
}

type DescribedCalendar = NonNullable<ScheduleDescription['spec']['calendars']>[number];

/** The other way round, of what Temporal has on record. A comment whose line is not the calendar any more counts for nothing. */
export function toldOf(spec: ScheduleDescription['spec']): Told[] {
  return (spec.calendars ?? []).map((described) => {
    const { comment = '' } = described;
    const calendar = calendarOf(described);
    const cron = comment.startsWith(CRON) ? comment.slice(CRON.length) : undefined;
    const isStill = cron !== undefined && canonicalJson(readCron('cron', cron, []) ?? null) === canonicalJson(calendar);
    return { calendar, ...(isStill && { cron }) };
  });
}

export function timingOf(spec: ScheduleDescription['spec']): Timing {
  const [interval] = spec.intervals ?? [];
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  return {
    calendars: (spec.calendars ?? []).map(calendarOf),
    ...(interval && { interval: { every: interval.every / 1000, offset: (interval.offset ?? 0) / 1000 } }),
    skip: (spec.skip ?? []).map(calendarOf),
    timeZone: spec.timezone || 'UTC',
    ...(spec.startAt && { from: seconds(spec.startAt) }),
    ...(spec.endAt && { until: seconds(spec.endAt) }),
  };
}

function calendarOf(described: DescribedCalendar): Calendar {
  const { second, minute, hour, dayOfMonth, year } = described;
  const numbered = <Name>(
    ranges: readonly { start: Name; end: Name; step: number }[],
    names: readonly Name[],
    first: number,
  ) =>
    ranges.map(({ start, end, step }) => ({
      start: names.indexOf(start) + first,
      end: names.indexOf(end) + first,
      step,
    }));
  return {
    second,
    minute,
    hour,
    dayOfMonth,
    month: numbered(described.month, MONTHS, 1),
    dayOfWeek: numbered(described.dayOfWeek, DAYS, 0),
    year,
  };
}
