import { expect, test } from '@jest/globals';
import { differencesOf } from '../contract/differences.ts';
import { InvalidRequest, KeyConflict } from './errors.ts';

test('InvalidRequest says every problem with what was found and expected', () => {
  const error = new InvalidRequest([
    { field: 'key', found: '"a b"', expected: 'a key' },
    { field: 'expiresIn', found: 'nothing', expected: 'a duration' },
  ]);
  expect(error.message).toBe('key: found "a b", expected a key; expiresIn: found nothing, expected a duration');
});

test('KeyConflict shows both sides of each difference', () => {
  const [existing, requested] = [{ params: { n: 1 } }, { params: {} }];
  const error = new KeyConflict('job/lab/k', existing, requested, differencesOf(existing, requested));
  expect(error.message).toBe('job/lab/k was started with another request: params.n: 1 there, nothing here');
});

test('KeyConflict without a request on record says so', () => {
  expect(new KeyConflict('job/lab/k', undefined, {}, []).message).toMatch(/it is not on record/);
});
