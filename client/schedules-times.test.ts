import { expect, test } from '@jest/globals';
import type { Problem } from '../contract/request.ts';
import { type Calendar, type CalendarFields, readCalendar } from './schedules-calendar.ts';
import { readCron } from './schedules-cron.ts';
import { endedAt, nextTimes, type Timing } from './schedules-times.ts';
import { wrongTimeZone } from './schedules-zone.ts';

// That the server computes the same is shown by test/end-to-end/schedule-times.test.ts.

const cron = (line: string) => readCron('cron', line, []) as Calendar;
const skip = (fields: CalendarFields) => readCalendar('skip', fields, 'skip', [] as Problem[]) as Calendar;
const seconds = (text: string) => Date.parse(text) / 1000;

function times(timing: Partial<Timing>, after: string, count = 3): string[] {
  const whole = { calendars: [], skip: [], timeZone: 'UTC', ...timing };
  return nextTimes(whole, seconds(after), count).map((time) => new Date(time * 1000).toISOString().slice(0, 16));
}

test('a time that the clocks jump over does not fire, one that they show twice as the server has it', () => {
  const berlin = { timeZone: 'Europe/Berlin', calendars: [cron('30 2 * * *')] };
  expect(times(berlin, '2027-03-26T12:00Z')).toEqual(['2027-03-27T01:30', '2027-03-29T00:30', '2027-03-30T00:30']);
  expect(times(berlin, '2027-10-30T12:00Z')).toEqual(['2027-10-31T01:30', '2027-11-01T01:30', '2027-11-02T01:30']);
});

test('from and until count themselves', () => {
  const hourly = {
    calendars: [cron('0 * * * *')],
    from: seconds('2027-01-01T05:00Z'),
    until: seconds('2027-01-01T06:00Z'),
  };
  expect(times(hourly, '2026-01-01T00:00Z')).toEqual(['2027-01-01T05:00', '2027-01-01T06:00']);
  expect(times(hourly, '2027-01-01T06:00Z')).toEqual([]);
  const sooner = endedAt({ skip: [], timeZone: 'UTC', ...hourly }, seconds('2027-01-01T05:30Z'));
  expect(times(sooner, '2026-01-01T00:00Z')).toEqual(['2027-01-01T05:00']);
  expect(endedAt(sooner, seconds('2030-01-01T00:00Z'))).toEqual(sooner);
});

test('a date to skip leaves out its whole day, in the time zone', () => {
  const nightly = {
    timeZone: 'Asia/Tokyo',
    calendars: [cron('0 6 * * *')],
    skip: [skip({ month: 12, dayOfMonth: '24-26' })],
  };
  expect(times(nightly, '2026-12-22T22:00Z', 2)).toEqual(['2026-12-26T21:00', '2026-12-27T21:00']);
});

test('two lines and an interval together, each time once', () => {
  const all = { calendars: [cron('0 * * * *'), cron('*/30 * * * *')], interval: { every: 3600, offset: 900 } };
  expect(times(all, '2027-01-01T00:00Z', 4)).toEqual([
    '2027-01-01T00:15',
    '2027-01-01T00:30',
    '2027-01-01T01:00',
    '2027-01-01T01:15',
  ]);
});

test.each([
  ['a day that there is not', { calendars: [cron('0 0 31 2,4,6 *')] }],
  ['years that are over', { calendars: [cron('0 0 1 1 * 2020')] }],
  ['nothing but what is skipped', { calendars: [cron('* * * * *')], skip: [skip({ year: '*' })] }],
])('%s never comes, and that is found out soon', (_, timing) => {
  const began = performance.now();
  expect(times({ timeZone: 'America/New_York', ...timing }, '2026-11-21T00:00Z')).toEqual([]);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test.each([
  ['Europe/Berlin', undefined],
  ['UTC', undefined],
  ['Asia/Calcutta', undefined],
  ['europe/berlin', 'Europe/Berlin, in this case'],
  ['Mars/Olympus', 'an IANA time zone such as Europe/Berlin, or UTC'],
  ['+02:00', 'an IANA time zone such as Europe/Berlin, or UTC'],
  ['', 'an IANA time zone such as Europe/Berlin, or UTC'],
  [7, 'an IANA time zone such as Europe/Berlin, or UTC'],
])('the time zone %j: %s', (name, expected) => {
  expect(wrongTimeZone(name)).toBe(expected);
});
