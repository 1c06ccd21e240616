import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { asksForJson, formatOf, printAs } from './output.ts';

let written: string;
beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const JOBS = [{ id: 'job/a/1', labels: ['x: y'] }, { id: 'job/a/2' }];

test('json is a line each, name is the names, yaml is a document each', async () => {
  await printAs('json', JOBS);
  expect(
    written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(JOBS);
  written = '';
  await printAs('name', JOBS);
  expect(written).toBe('job/a/1\njob/a/2\n');
  written = '';
  await printAs('yaml', JOBS);
  expect(parseAllDocuments(written).map((document) => document.toJS())).toEqual(JOBS);
});

test('--json is -o json, and contradicts every other', () => {
  expect(formatOf({})).toBe('table');
  expect(formatOf({ json: true })).toBe('json');
  expect(formatOf({ output: 'json', json: true })).toBe('json');
  expect(formatOf({ output: 'name' })).toBe('name');
  expect(() => formatOf({ output: 'yaml', json: true })).toThrow('--output: found yaml, and --json');
});

test.each([
  [['list', '--json'], true],
  [['list', '-o', 'json'], true],
  [['list', '-ojson'], true],
  [['list', '--output', 'json'], true],
  [['list', '--output=json'], true],
  [['list', '-o', 'yaml'], false],
  [['get', 'json'], false],
])('%j asks for JSON: %j', (typed, is) => {
  expect(asksForJson(typed)).toBe(is);
});
