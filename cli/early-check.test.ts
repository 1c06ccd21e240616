import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkEarly } from './early-check.ts';

let folder: string;
const write = (name: string, content: string) => writeFile(join(folder, name), content);
const YAML = `installation: test
endpoints:
  ccs:
    vendor: symantec-ccs
    url: https://ccs.example:12431
    credentials: { username: u, password: "\${file:password}" }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-cli-test-'));
  await write('password', 'p');
  await write('good.yaml', YAML);
  await write('unset.yaml', YAML.replace('file:password', 'env:REEVE_TEST_NOT_SET'));
  await write('broken.yaml', 'endpoints: [');
});
afterAll(() => rm(folder, { recursive: true }));

const good = {
  endpoint: 'ccs',
  operation: 'run',
  params: { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' },
  expiresIn: '1h',
};
const check = (wrong: object, name = 'good.yaml') => checkEarly({ ...good, ...wrong }, join(folder, name));

test('takes what the worker would take, tells the vendor, and checks no parameters of an adopted job', async () => {
  expect(await check({})).toEqual({ vendor: 'symantec-ccs' });
  expect(await check({ params: undefined, adopt: { runId: '7' } })).toEqual({ vendor: 'symantec-ccs' });
});

test.each([
  ['an unknown endpoint', { endpoint: 'nope' }, 'endpoint: found nope'],
  ['an endpoint named as a part of every object', { endpoint: 'constructor' }, 'endpoint: found constructor'],
  ['an unknown operation', { operation: 'nope' }, 'operation: found nope, expected an operation of symantec-ccs: run'],
  ['a wrong parameter', { params: { jobId: 7 } }, 'params.jobId: found 7'],
  ['a missing parameter', { params: undefined }, 'params.jobId: found nothing'],
])('refuses %s', async (_, wrong, words) => {
  await expect(check(wrong)).rejects.toThrow(words);
});

test.each([
  ['missing', 'nowhere.yaml', 'no such file'],
  ['broken', 'broken.yaml', 'cannot be used'],
  ['with a variable that is not set', 'unset.yaml', 'REEVE_TEST_NOT_SET'],
])('refuses a configuration that is %s', async (_, name, words) => {
  await expect(check({}, name)).rejects.toThrow(words);
});
