import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { typing } from '../../test/harness/typing-terminal.ts';
import { loadConfiguration } from '../../vendors/configuration.ts';
import { initEndpoint } from './init-endpoint.ts';
import type { Typed } from './typed.ts';

jest.setTimeout(30_000);
let simulators: Simulators;
let folder: string;
let config: string;

beforeAll(async () => {
  simulators = await startSimulators({ vendors: ['cisco-prime'], certificate: 'selfSigned' });
});
afterAll(() => simulators.stop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-init-terminal-'));
  config = join(folder, 'reeve.yaml');
  await writeFile(join(folder, 'password'), 'Operator-1');
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const prime = (): Typed => ({
  name: 'prime-dc1',
  vendor: 'cisco-prime',
  url: simulators.get('cisco-prime').url,
  credential: ['username=operator', 'password=${file:password}'],
  setting: [],
  installation: 'test',
  config,
});

test('asks for everything at a terminal, again where an answer will not do', async () => {
  const { terminal, left } = typing([
    ['Name of the endpoint', 'Prime'],
    ['1 to 40 of a-z', `${'\b'.repeat(5)}prime-dc1`],
    ['Which vendor', ''],
    ['URL of the endpoint', simulators.get('cisco-prime').url],
    ['username', 'operator'],
    ['password, as ', '${file:password}'],
    ['Name of this installation', 'berlin'],
    ['Trust it from now on', 'y'],
  ]);
  const initialised = await initEndpoint({ config, credential: [], setting: [] }, terminal);
  expect(left).toEqual([]);
  expect(initialised).toMatchObject({ endpoint: 'prime-dc1', report: { usable: true } });
  expect(await loadConfiguration(config)).toMatchObject({ installation: 'berlin' });
});

test('writes nothing where the fingerprint is not accepted, or at Ctrl-C', async () => {
  const { terminal } = typing([['Trust it from now on', '']]);
  await expect(initEndpoint(prime(), terminal)).rejects.toThrow(/not accepted/);
  const interrupted = typing([['Trust it from now on', '\u0003']]);
  await expect(initEndpoint(prime(), interrupted.terminal)).rejects.toMatchObject({ name: 'Interrupted' });
  expect(await readdir(folder)).toEqual(['password']);
});
