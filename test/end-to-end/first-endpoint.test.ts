import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer } from '../../dev/index.ts';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { runReeve } from '../harness/end-to-end-process.ts';

// Nine processes, one after the other.
jest.setTimeout(120_000);
let simulators: Simulators;
let server: Awaited<ReturnType<typeof startTemporalServer>>;
let folder: string;
let config: string;

beforeAll(async () => {
  // A namespace that nobody has prepared, and an appliance with the certificate that it made itself.
  server = await startTemporalServer({ headless: true });
  simulators = await startSimulators({ vendors: ['cisco-prime'], certificate: 'selfSigned' });
  folder = await mkdtemp(join(tmpdir(), 'reeve-first-endpoint-'));
  config = join(folder, 'reeve.yaml');
  await writeFile(join(folder, 'password'), 'Operator-1');
});
afterAll(async () => {
  await Promise.all([server.stop(), simulators.stop()]);
  await rm(folder, { recursive: true });
}, 30_000);

const reeve = (...args: string[]) =>
  runReeve([...args, '-c', config, '--json'], { ...process.env, TEMPORAL_ADDRESS: server.address });
const lastLine = ({ output }: { output: string }) => JSON.parse(output.trim().split('\n').at(-1) ?? '');

test('from flags to a checked endpoint and a prepared namespace, and all of it may be repeated', async () => {
  expect(await reeve('init')).toMatchObject({
    exitCode: 2,
    output: expect.stringMatching(/"name".*"--vendor".*"--url".*"--credential".*"--installation"/),
  });
  const where = ['--vendor', 'cisco-prime', '--url', simulators.get('cisco-prime').url, '--installation', 'first'];
  const login = ['--credential', 'username=operator', '--credential', 'password=${file:password}'];
  const flags = ['init', 'prime-dc1', ...where, ...login];

  const unknown = await reeve(...flags);
  expect(unknown.exitCode).toBe(2);
  const { field, expected } = lastLine(unknown).error.problems[0];
  expect(field).toBe('--fingerprint');
  const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(expected)?.[0] ?? '';
  const other = await reeve(...flags, '--fingerprint', '00'.repeat(32));
  expect(other).toMatchObject({ exitCode: 7, output: expect.stringContaining(fingerprint) });
  expect(simulators.get('cisco-prime').ledger().calls).toEqual([]);

  const written = await reeve(...flags, '--fingerprint', fingerprint);
  expect(written.exitCode).toBe(0);
  expect(lastLine(written)).toMatchObject({ endpoint: 'prime-dc1', report: { usable: true } });
  expect(written.output + (await readFile(config, 'utf8'))).not.toContain('Operator-1');
  expect(await reeve(...flags, '--fingerprint', fingerprint)).toMatchObject({ exitCode: 2 });
  expect(await reeve('endpoints', 'check')).toMatchObject({ exitCode: 0 });

  const first = await reeve('setup');
  expect(first.exitCode).toBe(0);
  expect(lastLine(first)).toMatchObject({
    server: { version: expect.stringMatching(/^\d+\.\d+/), warnings: [] },
    searchAttributesAdded: Object.keys(SEARCH_ATTRIBUTES),
    schedulesCreated: ['reclaim/prime-dc1'],
  });
  expect(lastLine(await reeve('setup'))).toMatchObject({
    searchAttributesAdded: [],
    schedulesCreated: [],
    schedulesUpdated: ['reclaim/prime-dc1'],
  });
});
