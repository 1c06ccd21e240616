import { expect, test } from '@jest/globals';
import { formatDate, parseDate } from './dates.ts';

const EIGHT = Date.UTC(2020, 7, 26, 15, 53, 51);

test('an hour below ten has one digit, as in the samples', () => {
  expect(formatDate(EIGHT, -420)).toBe('2020-08-26T8:53:51-07:00');
  expect(formatDate(EIGHT + 2 * 3_600_000, -420)).toBe('2020-08-26T10:53:51-07:00');
  expect(formatDate(Date.UTC(2020, 7, 26, 7, 0, 0), -420)).toBe('2020-08-26T0:00:00-07:00');
  expect(formatDate(EIGHT, 330)).toBe('2020-08-26T21:23:51+05:30');
  expect(formatDate(undefined, 0)).toBeUndefined();
});

test.each([
  '2020-08-26T8:53:51-07:00',
  '2020-08-26T08:53:51-07:00',
  '2020-08-26T15:53:51Z',
  '2020-08-26T15:53:51.000Z',
  '2020-08-26T15:53:51',
  '2020-08-26T15:53:51 00:00',
  '2020-08-26T21:23:51+0530',
])('%s is read', (text) => expect(parseDate(text)).toBe(EIGHT));

test.each(['', 'soon', '2020-08-26', '2020-08-26T25:00:00Z', '1598457231'])('%s is no time', (text) =>
  expect(parseDate(text)).toBeUndefined(),
);
