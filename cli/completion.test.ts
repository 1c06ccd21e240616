import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { complete } from './completion.ts';
import { valuesOf } from './completion-values.ts';
import { createProgram } from './program.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-completion-'));
  // Without its secrets, and with a field that is wrong.
  const endpoints = 'ccs-hq: { vendor: symantec-ccs, url: 7 }\n  prime-dc1:\n    credentials: ${env:NOBODY_SET_IT}\n';
  await writeFile(join(folder, 'reeve.yaml'), `endpoints:\n  ${endpoints}`);
  await writeFile(join(folder, 'broken.yaml'), 'endpoints: [');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The line as typed; a space at its end begins a new word. */
const completed = (line: string) => complete(createProgram(), line.replace('FOLDER', folder).split(' '), valuesOf);
const words = async (line: string) => (await completed(line)).candidates.map(({ value }) => value);

test.each([
  ['sch', ['schedule']],
  ['schedule cr', ['create']],
  ['schedule show cr', []],
  ['list --st', ['--state', '--stop-unconfirmed']],
  ['list --watch --state ru', ['running']],
  ['list --state=ru', ['running']],
  ['list --state failed,su', ['failed,suspended', 'failed,succeeded']],
  ['list -', expect.arrayContaining(['-w', '--watch', '-h', '--help'])],
  ['list -o ', ['table', 'json', 'yaml', 'name']],
  ['list --label sch', []],
  ['run --on-stop l', ['leave']],
  ['vendors c', ['cisco-prime']],
  ['schedule update x --overlap buffer', ['bufferOne', 'bufferAll']],
  ['schedule update x --time-zone Europe/Berl', ['Europe/Berlin']],
  ['completion p', ['powershell']],
  ['nothing of ours ', []],
])('`reeve %s` goes on with %j', async (line, expected) => {
  expect(await words(line)).toEqual(expected);
});

test('nothing typed yet: every command that is meant for people, with what it does', async () => {
  const { candidates } = await completed('');
  expect(candidates).toContainEqual({ value: 'stop', meaning: 'stop jobs, and say how that ended' });
  expect(candidates.map(({ value }) => value)).not.toContain('complete');
});

describe('names of a configuration', () => {
  test.each([
    ['run -c FOLDER/reeve.yaml ', ['ccs-hq', 'prime-dc1']],
    ['reclaim ccs-hq p --config FOLDER/reeve.yaml', []],
    ['reclaim --config FOLDER/reeve.yaml ccs-hq p', ['prime-dc1']],
    ['list -c FOLDER/reeve.yaml --endpoint c', ['ccs-hq']],
    ['run -c FOLDER/reeve.yaml ccs-hq ', ['run']],
    ['list --vendor symantec-ccs --operation ', ['run']],
  ])('`reeve %s` goes on with %j', async (line, expected) => {
    expect(await words(line)).toEqual(expected);
  });

  test.each(['FOLDER/broken.yaml', 'FOLDER/nothing.yaml', '/dev/stdin'])('%s: there are none', async (path) => {
    expect(await words(`run -c ${path} `)).toEqual([]);
  });

  test('an endpoint that is not known may have any operation', async () => {
    expect(await words('run elsewhere ')).toEqual(expect.arrayContaining(['run', 'deploy-template']));
  });
});

test.each([
  ['run a b --params-file ', true],
  ['schedule apply ', true],
  ['worker --config=re', true],
  ['run a b --key ', false],
  ['list ', false],
])('`reeve %s` wants a file: %s', async (line, files) => {
  expect((await completed(line)).files).toBe(files);
});
