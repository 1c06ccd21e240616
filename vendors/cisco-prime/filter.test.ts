import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyOf, inParts, toQuery } from './filter.ts';

test.each([
  [['a'], '"a"'],
  [['a', 'b,c'], 'in("a","b,c")'],
  [['say "x"', 'back\\slash', "it's (1)"], 'in("say \\"x\\"","back\\\\slash","it\'s (1)")'],
])('a filter for %j', (names, filter) => {
  expect(anyOf(names)).toBe(filter);
});

test('a query is encoded', () => {
  expect(toQuery({ '.full': 'true', jobName: 'in("a&b","ü")' })).toBe(
    '.full=true&jobName=in(%22a%26b%22%2C%22%C3%BC%22)',
  );
});

test('parts hold every name once and fit into a request line', () => {
  const name = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), (names) => {
      const parts = inParts(names);
      expect(parts.flat().sort()).toEqual([...new Set(names)].sort());
      for (const part of parts) {
        expect(part.length).toBeGreaterThan(0);
        if (part.length > 1) expect(encodeURIComponent(anyOf(part)).length).toBeLessThan(4_100);
      }
    }),
  );
});
