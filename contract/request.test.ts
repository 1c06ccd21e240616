import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.ts';
import { checkRequest } from './request.ts';

const good = { endpoint: 'prime-dc1', operation: 'deploy-template', params: {}, expiresIn: '30 minutes' };

test('a good request has no mistakes', () => {
  expect(checkRequest(good)).toEqual([]);
  expect(
    checkRequest({ ...good, expiresIn: 'never', key: 'CHG-1.2:3_4', labels: ['net'], adopt: { jobId: 15 } }),
  ).toEqual([]);
});

test.each([
  ['endpoint', { endpoint: 'Prime' }],
  ['operation', { operation: '' }],
  ['expiresIn', { expiresIn: 'soon' }],
  ['expiresIn', { expiresIn: undefined }],
  ['expiresIn', { expiresIn: '-1' }],
  ['key', { key: 'a/b' }],
  ['onStop', { onStop: 'kill' }],
  ['startBy', { startBy: 5 }],
  ['stop.giveUpAfter', { stop: { giveUpAfter: 'x' } }],
  ['labels', { labels: 'net' }],
  ['adopt', { adopt: {} }],
  ['colour', { colour: 'red' }],
])('names %s', (field, change) => {
  expect(checkRequest({ ...good, ...change })).toEqual([
    { field, found: expect.any(String), expected: expect.any(String) },
  ]);
});

test('what is no request at all is refused too', () => {
  for (const value of [null, undefined, 5, 'x', []]) expect(checkRequest(value)).toHaveLength(1);
});

test('keys: exactly 1 to 200 of the allowed characters', () => {
  const allowed = fc.stringMatching(/^[A-Za-z0-9._:-]{1,200}$/);
  fc.assert(fc.property(allowed, (key) => checkRequest({ ...good, key }).length === 0));
  const anything = fc.string().filter((key) => !/^[A-Za-z0-9._:-]{1,200}$/.test(key));
  fc.assert(fc.property(anything, (key) => checkRequest({ ...good, key }).length === 1));
});

test('durations are read in every unit', () => {
  const rows: [string, number | undefined][] = [
    ['250ms', 250],
    ['90s', 90_000],
    ['1 minute', 60_000],
    ['1.5 hours', 5_400_000],
    ['30 days', 2_592_000_000],
    ['2w', 1_209_600_000],
    ['0s', undefined],
    ['', undefined],
    ['5', undefined],
    ['5 parsecs', undefined],
    ['1e9d', undefined],
    ['999999 days', undefined],
    ['constructor', undefined],
    ['5 constructor', undefined],
  ];
  for (const [text, ms] of rows) expect([text, parseDuration(text)]).toEqual([text, ms]);
});

test('a whole number of any unit is read exactly, and any text is read or refused without an error', () => {
  const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const unit = fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[]));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30_000 }),
      unit,
      (n, name) => parseDuration(`${n}${name}`) === n * units[name],
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => ['number', 'undefined'].includes(typeof parseDuration(text))));
});

test('durations are shown in at most two units', () => {
  expect([90_000, 86_400_000, 93_600_000, 400].map(formatDuration)).toEqual(['1 min 30 s', '1 d', '1 d 2 h', '0 s']);
});
