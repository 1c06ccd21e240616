import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '../contract/request.ts';
import { type Calendar, calendarText, readCalendar } from './schedules-calendar.ts';
import { readCron } from './schedules-cron.ts';
import { FIELD_NAMES } from './schedules-fields.ts';

function read(line: unknown) {
  const problems: Problem[] = [];
  return { calendar: readCron('cron', line, problems), problems };
}

const at = (...values: number[]) => values.map((value) => ({ start: value, end: value, step: 1 }));

test('the fields stand where cron has them', () => {
  expect(read('5 4 3 2 *').calendar).toMatchObject({
    second: at(0),
    minute: at(5),
    hour: at(4),
    dayOfMonth: at(3),
    month: at(2),
    year: [],
  });
  expect(read('5 4 * 2 1 2030').calendar).toMatchObject({ minute: at(5), dayOfWeek: at(1), year: at(2030) });
  expect(read('6 5 4 3 2 * 2030').calendar).toMatchObject({
    second: at(6),
    minute: at(5),
    hour: at(4),
    year: at(2030),
  });
  expect(read('  0   0 * *\t7 ').calendar).toMatchObject({ dayOfWeek: at(0) });
  expect(read('@daily').calendar).toEqual(read('0 0 * * *').calendar);
});

test.each([
  ['four fields', '0 0 * *', /five fields/],
  ['eight fields', '0 0 0 0 * * * *', /five fields/],
  ['no text', 7, /a cron line/],
  ['a line without an end', `0 ${'0,'.repeat(100)}0 * * *`, /at most 150 characters/],
  ['an hour that there is not', '0 24 * * *', /0 to 23/],
  ['a range the wrong way round', '0 5-3 * * *', /0 to 23/],
  ['a step of nothing', '*/0 * * * *', /0 to 59/],
  ['two steps', '*/2/3 * * * *', /0 to 59/],
  ['an empty item', '1,,2 * * * *', /0 to 59/],
  ['a name that is none', '0 0 * FOO *', /1 to 12 or names such as FEB/],
  ['a day of the week of Quartz', '0 0 * * MON#2', /#, L, W and \? are not known/],
  ['the last day of a month', '0 0 L * *', /#, L, W and \? are not known/],
  ['a time zone', 'CRON_TZ=UTC 0 0 * * *', /`timeZone` stands beside it/],
  ['an interval', '@every 1h', /`every` has a field of its own/],
  ['a day of the month and one of the week', '0 0 13 * FRI', /either to cron and both to Temporal/],
  ['a step of days and one of the week', '0 0 */2 * FRI', /either to cron and both to Temporal/],
])('%s is refused', (_, line, words) => {
  const { calendar, problems } = read(line);
  expect(calendar).toBeUndefined();
  expect(problems.map(({ expected }) => expected).join()).toMatch(words);
});

test('all wrong fields of a line are told', () => {
  expect(read('60 24 32 13 8').problems.map(({ field }) => field)).toEqual(['cron']);
  expect(read('60 24 32 13 *').problems.map(({ field }) => field)).toEqual([
    'cron (minute)',
    'cron (hour)',
    'cron (dayOfMonth)',
    'cron (month)',
  ]);
});

test('a calendar as it is shown reads back as the same calendar', () => {
  const range = ([least, greatest]: readonly [number, number]) =>
    fc.tuple(
      fc.integer({ min: least, max: greatest }),
      fc.integer({ min: least, max: greatest }),
      fc.integer({ min: 1, max: 9 }),
    );
  const LIMITS = {
    second: [0, 59],
    minute: [0, 59],
    hour: [0, 23],
    dayOfMonth: [1, 31],
    month: [1, 12],
    dayOfWeek: [0, 7],
    year: [2000, 2100],
  } as const;
  const text = (name: (typeof FIELD_NAMES)[number]) =>
    fc.oneof(
      fc.constant('*'),
      fc.constant('*/7'),
      fc
        .array(
          range(LIMITS[name]).map(([one, other, step]) => `${Math.min(one, other)}-${Math.max(one, other)}/${step}`),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts) => parts.join(',')),
    );
  const fields = fc.record(Object.fromEntries(FIELD_NAMES.map((name) => [name, text(name)])));
  fc.assert(
    fc.property(fields, fc.constantFrom('times' as const, 'skip' as const), (given, use) => {
      const problems: Problem[] = [];
      const calendar = readCalendar('calendar', given, use, problems) as Calendar;
      expect(problems).toEqual([]);
      expect(readCalendar('calendar', calendarText(calendar, use), use, problems)).toEqual(calendar);
    }),
  );
});
