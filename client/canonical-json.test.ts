import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, digestOf } from './canonical-json.ts';

test('sorts members at every depth, keeps the order of lists, leaves out undefined', () => {
  expect(canonicalJson({ b: [2, { d: 1, c: null }], a: undefined, A: 'ü"' })).toBe(
    '{"A":"ü\\"","b":[2,{"c":null,"d":1}]}',
  );
});

test('sorts whole-number names as text', () => {
  expect(canonicalJson({ 9: 0, 10: 0, a: 0 })).toBe('{"10":0,"9":0,"a":0}');
});

test.each([undefined, 1n, () => 1])('refuses %p, which is not JSON', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('is the same for the same members in any order, and parses back to the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      expect(digestOf(reversed)).toBe(digestOf(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('gives the digest that any other program would', () => {
  expect(digestOf({ b: 1, a: 'x' })).toBe('cdab067e9f3beb32d1252cfd63e492592fecbf591b0d08cadb24bb17f3864246');
});
