import { expect, test } from '@jest/globals';
import { checked } from './checked-request.ts';
import { attributesOf } from './start.ts';

const request = { endpoint: 'lab', operation: 'run', params: { b: 1, a: undefined }, expiresIn: '1h' };
const names = (given: object) => attributesOf({ ...request, ...given }, 0).map(({ key }) => key.name);

test('sets only the attributes that have a value', () => {
  expect(names({})).toEqual(['ReeveEndpoint', 'ReeveOperation', 'ReeveState', 'ReeveExpiresAt']);
  expect(names({ expiresIn: 'never', labels: [] })).not.toContain('ReeveExpiresAt');
  expect(names({ labels: [] })).not.toContain('ReeveLabels');
  expect(names({ labels: ['x'] })).toContain('ReeveLabels');
  expect(attributesOf(request, 0).at(-1)?.value).toEqual(new Date(3_600_000));
});

test('makes the request plain, and its digest independent of order', () => {
  expect(checked(request).request).toEqual({ ...request, params: { b: 1 } });
  const { endpoint, ...rest } = request;
  expect(checked({ ...rest, endpoint }).digest).toBe(checked(request).digest);
});

const cycle: Record<string, unknown> = {};
cycle.self = cycle;

test.each([
  ['a missing expiresIn', { expiresIn: undefined }, 'expiresIn: found nothing'],
  ['a key with a slash', { key: 'a/b' }, 'key: found "a/b"'],
  ['an unknown field', { expires: '1h' }, 'expires: found an unknown field'],
  ['a cycle', { params: cycle }, 'expected plain JSON'],
  ['a bigint', { params: { n: 1n } }, 'expected plain JSON'],
  ['more than Temporal takes', { params: 'x'.repeat(1 << 20) }, 'expected at most 1048576 bytes'],
])('refuses %s', (_, wrong, words) => {
  expect(() => checked({ ...request, ...wrong } as never)).toThrow(words);
});
