import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDate } from './dates.ts';

const HOUR = 3_600_000;

/** Written as .NET does: seven digits of a second. */
const written = fc.record({
  date: fc.date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
  ticks: fc.integer({ min: 0, max: 9_999 }),
});

function write(date: Date, ticks: number): string {
  return date.toISOString().replace('Z', String(ticks).padStart(4, '0'));
}

test('seven digits of a second are read to the millisecond', () => {
  fc.assert(
    fc.property(written, ({ date, ticks }) => {
      const ms = date.getTime();
      expect(readDate(`${write(date, ticks)}Z`)).toEqual({ earliestMs: ms, latestMs: ms });
    }),
  );
});

test('an offset counts', () => {
  fc.assert(
    fc.property(written, fc.integer({ min: -12, max: 14 }), ({ date, ticks }, hours) => {
      const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
      const ms = date.getTime() - hours * HOUR;
      expect(readDate(write(date, ticks) + zone)).toEqual({ earliestMs: ms, latestMs: ms });
    }),
  );
});

test('without a zone it may have been anywhere in the world', () => {
  const ms = Date.parse('2018-09-14T13:07:24.347Z');
  expect(readDate('2018-09-14T13:07:24.3474193')).toEqual({ earliestMs: ms - 14 * HOUR, latestMs: ms + 12 * HOUR });
});

test('fewer digits of a second are fractions all the same', () => {
  expect(readDate('2018-09-14T13:07:24.5Z')?.latestMs).toBe(Date.parse('2018-09-14T13:07:24.500Z'));
  expect(readDate('2018-09-14T13:07:24Z')?.latestMs).toBe(Date.parse('2018-09-14T13:07:24.000Z'));
});

test.each(['0001-01-01T00:00:00', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000+02:00'])(
  '%s is not set',
  (text) => {
    expect(readDate(text)).toBeUndefined();
  },
);

test('whatever is no date is undefined', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(readDate(value)).toBeUndefined();
    }),
  );
  expect(readDate('2018-13-14T13:07:24Z')).toBeUndefined();
  expect(readDate('2018-09-14')).toBeUndefined();
});
