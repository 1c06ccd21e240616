import type { Problem } from '../contract/request.ts';
import { show } from '../contract/request.ts';
import type { Calendar } from './schedules-calendar.ts';
import { type FieldName, fieldExpected, parseField } from './schedules-fields.ts';

const FIVE: readonly FieldName[] = ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'];
const FIELDS: Record<number, readonly FieldName[]> = {
  5: FIVE,
  6: [...FIVE, 'year'],
  7: ['second', ...FIVE, 'year'],
};
const SHORTHANDS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const EXPECTED = 'five fields (minute hour day-of-month month day-of-week), six with a year, seven with seconds first';
/** Cron daemons run on either day, Temporal on both: nobody should find out at the month's end which of them was meant. */
const EITHER_OR_BOTH =
  '* for day of month or for day of week: together they mean either to cron and both to Temporal; for either write two lines, for both a calendar';
/** The line is kept in the calendar's comment, of which Temporal takes 200 characters. */
const GREATEST_LENGTH = 150;

/**
 * The one place where cron becomes Temporal's calendars: what is sent, what is foretold and what is shown again all come
 * from here, so that no second reading of cron can differ. Refused is what Temporal reads otherwise than a cron daemon
 * would (`#` begins a comment there), and what has a field of its own here (a time zone, `@every`).
 */
export function readCron(field: string, line: unknown, problems: Problem[]): Calendar | undefined {
  const refuse = (expected: string) => {
    problems.push({ field, found: show(line), expected });
    return undefined;
  };
  if (typeof line !== 'string' || line.length > GREATEST_LENGTH) {
    return refuse(`a cron line of at most ${GREATEST_LENGTH} characters: ${EXPECTED}`);
  }
  if (/^\s*(CRON_)?TZ=/.test(line)) return refuse('a line without a time zone: `timeZone` stands beside it');
  if (/^\s*@every/.test(line)) return refuse('a cron line; `every` has a field of its own');
  const words = (SHORTHANDS[line.trim()] ?? line).trim().split(/\s+/);
  const names = FIELDS[words.length];
  if (names === undefined) return refuse(EXPECTED);
  if (words[names.indexOf('dayOfMonth')] !== '*' && words[names.indexOf('dayOfWeek')] !== '*')
    return refuse(EITHER_OR_BOTH);
  const calendar: Partial<Record<FieldName, Calendar[FieldName]>> = {
    second: [{ start: 0, end: 0, step: 1 }],
    year: [],
  };
  const before = problems.length;
  for (const [index, name] of names.entries()) {
    const ranges = parseField(name, words[index] ?? '');
    if (ranges === undefined) problems.push(wrongWord(field, name, words[index] ?? ''));
    else calendar[name] = ranges;
  }
  if (problems.length > before) return undefined;
  return calendar as Calendar;
}

function wrongWord(field: string, name: FieldName, word: string): Problem {
  const hint = /[#LW?]/.test(word) ? '; #, L, W and ? are not known to Temporal' : '';
  return { field: `${field} (${name})`, found: show(word), expected: `${fieldExpected(name)}${hint}` };
}
