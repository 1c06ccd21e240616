import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRequest } from './request-input.ts';

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-cli-test-'));
  await writeFile(file('params.yaml'), 'templateName: a\ndevices:\n  - id: "1"\n');
  await writeFile(file('empty.yaml'), '');
  await writeFile(file('list.json'), '[1]');
  await writeFile(file('broken.yaml'), 'a: [1');
});
afterAll(() => rm(folder, { recursive: true }));

test('puts everything that was typed into the request, and nothing else', async () => {
  const options = {
    param: ['a=1'],
    expiresIn: '1h',
    key: 'k',
    label: ['x', 'y'],
    onStop: 'leave',
    startBy: '5m',
    startTimeout: '30s',
    giveUpAfter: '2h',
    adopt: ['runId=7'],
  };
  expect(await readRequest('lab', 'run', options)).toEqual({
    endpoint: 'lab',
    operation: 'run',
    params: { a: '1' },
    expiresIn: '1h',
    key: 'k',
    labels: ['x', 'y'],
    onStop: 'leave',
    startBy: '5m',
    startTimeout: '30s',
    stop: { giveUpAfter: '2h' },
    adopt: { runId: '7' },
  });
  const least = await readRequest('lab', 'run', { expiresIn: 'never' });
  expect(least).toEqual({ endpoint: 'lab', operation: 'run', expiresIn: 'never' });
});

test('--param overrides a file of YAML; an empty file is no parameters', async () => {
  const read = async (name: string, param: string[] = []) =>
    (await readRequest('lab', 'run', { expiresIn: '1h', paramsFile: file(name), param })).params;
  expect(await read('params.yaml', ['templateName=b'])).toEqual({ templateName: 'b', devices: [{ id: '1' }] });
  expect(await read('empty.yaml')).toEqual({});
});

test.each([
  ['no expiresIn', {}, 'expiresIn: found nothing'],
  ['a wrong expiresIn', { expiresIn: '1 fortnight' }, 'expiresIn: found "1 fortnight"'],
  ['a wrong key', { expiresIn: '1h', key: 'a b' }, 'key: found "a b"'],
  ['an empty label', { expiresIn: '1h', label: [''] }, 'labels: found [""]'],
  ['a wrong onStop', { expiresIn: '1h', onStop: 'kill' }, 'onStop: found "kill"'],
  ['two sources of parameters', { params: '{}', paramsFile: 'x' }, 'expected one of the two'],
  ['parameters that are a list', { params: '[]' }, '--params: found []'],
  ['parameters that are null', { params: 'null' }, '--params: found null'],
  ['adopt without a value', { expiresIn: '1h', adopt: ['7'] }, '--adopt: found "7", expected name=text'],
  ['adopt with an empty value', { expiresIn: '1h', adopt: ['runId='] }, 'adopt: found {"runId":""}'],
])('refuses %s', async (_, options, words) => {
  await expect(readRequest('lab', 'run', options)).rejects.toThrow(words);
});

test.each([
  ['missing', 'nowhere.yaml', 'ENOENT'],
  ['broken', 'broken.yaml', 'expected YAML or JSON'],
  ['not an object', 'list.json', 'expected an object of parameters'],
])('refuses a file that is %s', async (_, name, words) => {
  await expect(readRequest('lab', 'run', { expiresIn: '1h', paramsFile: file(name) })).rejects.toThrow(words);
});
