import { expect, test } from '@jest/globals';
import type { ExtendRequest } from '../contract/messages.ts';
import { movedExpiry } from './extend.ts';
import type { Stop } from './job.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-11-21T00:00:00.000Z');
const YEAR = '365 days';

type Extended = Parameters<typeof movedExpiry>[0];

/** A job of one hour, asked half an hour after its start. */
function moved(request: unknown, job: Partial<Extended> = {}) {
  const hour: Extended = { startedAtMs: START_MS, expiresAtMs: START_MS + 60 * MINUTE_MS, state: 'running' };
  return movedExpiry({ ...hour, ...job }, request as ExtendRequest, START_MS + 30 * MINUTE_MS);
}

test('a duration is added to the present expiry, not to the present time', () => {
  expect(moved({ extendBy: '30 minutes' })).toBe(START_MS + 90 * MINUTE_MS);
});

test('never takes the expiry away', () => {
  expect(moved({ extendBy: 'never' })).toBeNull();
});

test('a job whose stop the vendor has denied can be extended', () => {
  const stop: Stop = { cause: 'request', denied: { verdict: 'refused', message: 'no' } };
  expect(moved({ extendBy: '1h' }, { stop })).toBe(START_MS + 120 * MINUTE_MS);
});

test.each<[name: string, request: unknown, job: Partial<Extended>, words: RegExp]>([
  ['no argument', undefined, {}, /extendBy: found nothing, expected a duration .* or 'never'/],
  ['a bad duration', { extendBy: 'soon' }, {}, /extendBy: found "soon", expected a duration/],
  ['no duration', { extendBy: '0m' }, {}, /found "0m"/],
  ['a negative duration', { extendBy: '-5m' }, {}, /found "-5m"/],
  ['a number', { extendBy: 30 }, {}, /found 30/],
  ['a duration that is too long', { extendBy: '40000 days' }, {}, /found "40000 days".*at most 100 years/],
  [
    'a sum that is too long',
    { extendBy: '99 d' },
    { startedAtMs: START_MS - 36_450 * 1_440 * MINUTE_MS },
    /found 99 d/,
  ],
  ['a job that is over', { extendBy: YEAR }, { end: { why: 'over' }, state: 'failed' }, /is over \(failed\)/],
  ['a stop by request', { extendBy: YEAR }, { stop: { cause: 'request' } }, /stop by request is on.*wait/],
  ['a stop by expiry', { extendBy: YEAR }, { stop: { cause: 'expiry' } }, /stop by expiry is on/],
  ['no expiry', { extendBy: YEAR }, { expiresAtMs: null }, /has no expiry/],
  ['never of no expiry', { extendBy: 'never' }, { expiresAtMs: null }, /has no expiry/],
  [
    'a time that was up, its stop denied',
    { extendBy: YEAR },
    { expiresAtMs: START_MS, stop: { cause: 'expiry', denied: { verdict: 'refused', message: 'no' } } },
    /time was up at 2026-11-21T00:00:00.000Z/,
  ],
])('refused: %s', (_name, request, job, words) => {
  expect(() => moved(request, job)).toThrow(words);
  expect(() => moved(request, job)).toThrow(expect.objectContaining({ type: 'ExtendRefused', nonRetryable: true }));
});
