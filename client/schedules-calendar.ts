import type { Problem } from '../contract/request.ts';
import { show } from '../contract/request.ts';
import {
  FIELD_NAMES,
  type FieldName,
  type FieldRange,
  fieldExpected,
  fieldText,
  parseField,
} from './schedules-fields.ts';

/** A second matches where all fields match, day of the month and day of the week too. */
export type Calendar = Readonly<Record<FieldName, readonly FieldRange[]>>;

/** A calendar as people write it: a field that is left out has its default. */
export type CalendarFields = { [Name in FieldName]?: string | number };

/** What a calendar's fields are where they are left out: at midnight, each day. */
const AT_MIDNIGHT: Record<FieldName, string> = {
  second: '0',
  minute: '0',
  hour: '0',
  dayOfMonth: '*',
  month: '*',
  dayOfWeek: '*',
  year: '*',
};
/** What they are where days are skipped: a day is skipped as a whole, not at midnight alone. */
const ANY_TIME: Record<FieldName, string> = { ...AT_MIDNIGHT, second: '*', minute: '*', hour: '*' };

/** Which calendar is read: one of times, or one of times that are skipped. */
export type CalendarUse = 'times' | 'skip';
const defaultsOf = (use: CalendarUse) => (use === 'times' ? AT_MIDNIGHT : ANY_TIME);

/** Reads a calendar; every mistake goes to `problems`, and then there is no calendar. */
export function readCalendar(
  field: string,
  given: unknown,
  use: CalendarUse,
  problems: Problem[],
): Calendar | undefined {
  const isFields = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isFields || Object.keys(given).length === 0) {
    problems.push({ field, found: show(given), expected: `an object with some of ${FIELD_NAMES.join(', ')}` });
    return undefined;
  }
  const fields = given as Record<string, unknown>;
  const before = problems.length;
  for (const name of Object.keys(fields).filter((each) => !FIELD_NAMES.includes(each as FieldName))) {
    problems.push({
      field: `${field}.${name}`,
      found: 'an unknown field',
      expected: `one of ${FIELD_NAMES.join(', ')}`,
    });
  }
  const read = FIELD_NAMES.map((name) => {
    const text = fields[name] ?? defaultsOf(use)[name];
    const ranges = typeof text === 'string' || typeof text === 'number' ? parseField(name, String(text)) : undefined;
    if (ranges === undefined) {
      problems.push({ field: `${field}.${name}`, found: show(text), expected: fieldExpected(name) });
    }
    return [name, ranges ?? []] as const;
  });
  return problems.length > before ? undefined : (Object.fromEntries(read) as unknown as Calendar);
}

/** A calendar as people write it, without the fields that are as they are by default. */
export function calendarText(calendar: Calendar, use: CalendarUse): CalendarFields {
  const defaults = defaultsOf(use);
  const texts = FIELD_NAMES.map((name) => [name, fieldText(name, calendar[name])] as const);
  const told = texts.filter(([name, text]) => text !== defaults[name]);
  // Empty would say nothing of what it is.
  return Object.fromEntries(told.length > 0 ? told : texts.filter(([name]) => name === 'hour'));
}
