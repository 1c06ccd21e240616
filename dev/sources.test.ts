import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { officialDownload } from './download.ts';
import { BrokenSetting, isNotAvailable, NotAvailable } from './errors.ts';
import { find, type Source } from './sources.ts';
import { findTemporalCli, temporalCliSources } from './temporal-cli.ts';
import { findTestServer, testServerSources } from './test-server.ts';

// A proxy: no network, wherever this runs.
const nothingListens = 'http://127.0.0.1:9';

const saved = { ...process.env };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-sources-'));
  // Nothing of this machine is to be found.
  Object.assign(process.env, { PATH: folder, REEVE_CACHE: join(folder, 'cache') });
  delete process.env.TEMPORAL_CLI_PATH;
  delete process.env.TEMPORAL_TEST_SERVER_PATH;
});
afterEach(async () => {
  delete process.env.HTTPS_PROXY;
  Object.assign(process.env, saved);
  await rm(folder, { recursive: true });
});

async function script(name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

const cli = "echo 'temporal version 9.9.9 (Server 9.9.9)'";

test('the sources stand in the promised order', () => {
  const named = (sources: Source[]) => sources.map((source) => source.name);
  expect(named(temporalCliSources())).toEqual([
    'TEMPORAL_CLI_PATH',
    'temporal on PATH',
    "Reeve's cache",
    'official download',
    'built with Go',
  ]);
  expect(named(testServerSources()).at(-1)).toBe('fetched with Maven');
});

test('the first source that has the program wins, and later ones are not asked', async () => {
  const lines: string[] = [];
  const asked: string[] = [];
  const source = (name: string, path?: string): Source => ({
    name,
    locate: async () => {
      asked.push(name);
      return path ? { path } : { without: 'none' };
    },
  });
  const sources = [source('a'), source('b', '/b'), source('c', '/c')];
  expect(await find('thing', sources, '', (line) => lines.push(line))).toBe('/b');
  expect(asked).toEqual(['a', 'b']);
  expect(lines).toEqual(['thing: /b (b)']);
});

test('TEMPORAL_CLI_PATH comes before PATH, and PATH before all that costs time', async () => {
  const onPath = await script('temporal', cli);
  expect(await findTemporalCli()).toBe(onPath);
  process.env.TEMPORAL_CLI_PATH = await script('mine', cli);
  expect(await findTemporalCli()).toBe(join(folder, 'mine'));
});

test.each([
  ['is missing', async () => '/nowhere/temporal', 'there is no such file'],
  ['fails', () => script('broken', 'exit 3'), 'exit code 3'],
  ['is another program', () => script('other', 'echo hello'), 'does not answer as the Temporal CLI does'],
])('TEMPORAL_CLI_PATH to a program that %s is an error, whatever else there is', async (_, make, fault) => {
  await script('temporal', cli);
  process.env.TEMPORAL_CLI_PATH = await make();
  const error = await findTemporalCli().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BrokenSetting);
  expect((error as Error).message).toContain(process.env.TEMPORAL_CLI_PATH);
  expect((error as Error).message).toContain(fault);
});

test('a broken program on PATH is passed over, and said', async () => {
  await script('temporal', 'exit 3');
  const lines: string[] = [];
  const sources = temporalCliSources().slice(0, 2);
  await expect(find('CLI', sources, '', (line) => lines.push(line))).rejects.toThrow(NotAvailable);
  expect(lines.join()).toContain('cannot be used');
});

test('when nothing works, one error tells what was tried and the ways to mend it, within seconds', async () => {
  process.env.HTTPS_PROXY = nothingListens;
  const startedAt = Date.now();
  const error = await findTemporalCli().catch((thrown: unknown) => thrown);
  expect(Date.now() - startedAt).toBeLessThan(8000);
  expect(isNotAvailable(error)).toBe(true);
  const lines = (error as Error).message.split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'No Temporal CLI was found. Looked in:',
    '  TEMPORAL_CLI_PATH: not set',
    '  temporal on PATH: none',
    `  Reeve's cache: ${join(folder, 'cache', 'temporal-cli-1.5.1', 'temporal')}: there is no such file`,
  ]);
  expect(lines[4]).toMatch(/^ {2}official download: cannot be reached: \S/);
  expect(lines[5]).toBe('  built with Go: there is no go on PATH');
  const remedy = lines.slice(6).join('\n');
  for (const way of ['TEMPORAL_CLI_PATH', 'the network', 'Go 1.26', 'TEMPORAL_ADDRESS']) expect(remedy).toContain(way);
});

test('without a JDK the test server is "not available", which tests may skip on', async () => {
  process.env.HTTPS_PROXY = nothingListens;
  const error = await findTestServer().catch((thrown: unknown) => thrown);
  expect(isNotAvailable(error)).toBe(true);
  expect((error as Error).message).toContain('there is no java and no mvn on PATH');
  expect((error as Error).message).toContain('TEMPORAL_TEST_SERVER_PATH');
});

test('a network that swallows every packet costs seconds, not minutes', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  process.env.HTTPS_PROXY = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const startedAt = Date.now();
  expect(await officialDownload('temporal', '1.5.1').lacks(() => {})).toMatch(/^cannot be reached: .*time/);
  expect(Date.now() - startedAt).toBeLessThan(6000);
  silent.close();
});
