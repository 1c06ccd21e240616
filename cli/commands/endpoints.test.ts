import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { createProgram } from '../program.ts';
import { reportLines } from './endpoints-lines.ts';

let simulators: Simulators;
let folder: string;
let config: string;
let written: string;

beforeAll(async () => {
  simulators = await startSimulators({ vendors: ['cisco-prime', 'symantec-ccs'] });
  folder = await mkdtemp(join(tmpdir(), 'reeve-endpoints-'));
  config = join(folder, 'reeve.yaml');
  for (const [name, text] of Object.entries({ operator: 'Operator-1', admin: 'pass@123', wrong: 'wrong-one' }))
    await writeFile(join(folder, name), text);
  const trust = { ca: simulators.caFile };
  const prime = { vendor: 'cisco-prime', url: simulators.get('cisco-prime').url, ...trust };
  const ccs = { vendor: 'symantec-ccs', url: simulators.get('symantec-ccs').url, ...trust };
  const login = (username: string, file: string) => ({ credentials: { username, password: `\${file:${file}}` } });
  const endpoints = {
    away: { ...prime, url: 'https://127.0.0.1:9', ...login('operator', 'operator') },
    prime: { ...prime, ...login('operator', 'operator') },
    'prime-wrong': { ...prime, ...login('operator', 'wrong') },
    ccs: { ...ccs, ...login('domain1\\administrator', 'admin') },
  };
  await writeFile(config, stringify({ installation: 'test', endpoints }));
});
afterAll(async () => {
  await simulators.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const run = (...typed: string[]) => createProgram().parseAsync(['endpoints', ...typed, '-c', config], { from: 'user' });
const values = () =>
  written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test.each([[[]], [['list']]])('reeve endpoints %j lists them, without their credentials', async (typed) => {
  await run(...typed);
  expect(written).toMatch(/^ENDPOINT +VENDOR +URL\naway +cisco-prime +https:\/\/127.0.0.1:9\nprime /);
  expect(written).not.toMatch(/Operator-1|operator/);
  expect(process.exitCode).toBeUndefined();
});

test('the list as JSON', async () => {
  await run('--json');
  expect(values()[0]).toEqual({ endpoint: 'away', vendor: 'cisco-prime', url: 'https://127.0.0.1:9' });
});

test('good endpoints exit with 0, each ability with its source', async () => {
  await run('check', 'prime', 'ccs');
  expect(written).toMatch(/\nprime +cisco-prime +API v3 +yes +yes +unknown +unknown +[+-]\d\.\d s \(± \d\.\d\)\n/);
  expect(written).toMatch(/\nccs +symantec-ccs +API v1 +yes +yes +unknown +unknown /);
  expect(written).toMatch(/\n\nprime \(https:.*, answered in \d+ ms\)\n {2}log in {3}yes: .*\n/);
  expect(written).toMatch(/\n {2}start {4}unknown: .*NBI Write/);
  expect(process.exitCode).toBeUndefined();
});

test('bad endpoints exit with 7, and do not hide the others', async () => {
  await run('check', '--json');
  expect(values().map(({ endpoint, usable }) => [endpoint, usable])).toEqual([
    ['away', false],
    ['prime', true],
    ['prime-wrong', false],
    ['ccs', true],
  ]);
  expect(written).not.toMatch(/wrong-one|Operator-1/);
  expect(process.exitCode).toBe(7);
});

test('nothing was started or stopped by all this', () => {
  for (const vendor of ['cisco-prime', 'symantec-ccs'] as const)
    expect(simulators.get(vendor).ledger().callsByKind).toMatchObject({ start: 0, cancel: 0 });
});

test('a wrong name lists those that exist, and reaches none', async () => {
  for (const vendor of ['cisco-prime', 'symantec-ccs'] as const) simulators.get(vendor).resetCalls();
  await expect(run('check', 'prime', 'pryme')).rejects.toThrow(
    /found pryme, expected one of those in .*: away, prime, prime-wrong, ccs/,
  );
  expect(simulators.get('cisco-prime').ledger().calls).toEqual([]);
});

test("a vendor's words cannot drive the terminal", () => {
  const ability = { can: 'no', source: 'evil \u001b[2J words' } as const;
  const lines = reportLines({
    endpoint: 'x',
    vendor: 'cisco-prime',
    url: 'https://x',
    usable: false,
    abilities: { logIn: ability, read: ability, start: ability, cancel: ability },
    warnings: [],
  });
  expect(lines.join('')).not.toContain('\u001b');
});
