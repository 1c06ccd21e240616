import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readNameValues } from './name-values.ts';

test('takes texts as they are and JSON after :=', () => {
  const items = ['a=1', 'b:=1', 'c=', 'd=x=y:=z', 'e:={"f":[1]}', 'g=two\nlines'];
  expect(readNameValues('--param', items, true)).toEqual({
    a: '1',
    b: 1,
    c: '',
    d: 'x=y:=z',
    e: { f: [1] },
    g: 'two\nlines',
  });
});

test('any text comes back unchanged', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readNameValues('--param', [`name=${text}`], true)).toEqual({ name: text });
    }),
  );
});

test.each([
  ['no sign', ['x'], true, '--param: found "x", expected name=text or name:=JSON'],
  ['no name', ['=x'], true, 'found "=x"'],
  ['a name twice', ['a=1', 'a=2'], true, 'found a twice, expected each name once'],
  ['broken JSON', ['a:={'], true, '--param a: found "{", expected JSON'],
  ['JSON where only texts go', ['a:=1'], false, 'expected name=text'],
])('refuses %s', (_, items, allowsJson, words) => {
  expect(() => readNameValues('--param', items, allowsJson)).toThrow(words);
});
