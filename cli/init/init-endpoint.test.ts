import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { loadConfiguration } from '../../vendors/configuration.ts';
import { initEndpoint } from './init-endpoint.ts';
import type { Typed } from './typed.ts';

jest.setTimeout(30_000);
const FINGERPRINT = /([0-9A-F]{2}:){31}[0-9A-F]{2}/;
let selfSigned: Simulators;
let signed: Simulators;
let folder: string;
let config: string;
let notes: string;

beforeAll(async () => {
  selfSigned = await startSimulators({ vendors: ['cisco-prime'], certificate: 'selfSigned' });
  signed = await startSimulators({ vendors: ['cisco-prime'] });
});
afterAll(() => Promise.all([selfSigned.stop(), signed.stop()]));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-init-test-'));
  config = join(folder, 'reeve.yaml');
  await writeFile(join(folder, 'password'), 'Operator-1');
  await writeFile(join(folder, 'wrong'), 'wrong-one');
  notes = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    notes += text;
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const prime = (simulators: Simulators, more: Partial<Typed> = {}): Typed => ({
  name: 'prime-dc1',
  vendor: 'cisco-prime',
  url: simulators.get('cisco-prime').url,
  credential: ['username=operator', 'password=${file:password}'],
  setting: [],
  installation: 'test',
  config,
  ...more,
});
const init = (typed: Typed) => initEndpoint(typed, undefined);
const calls = (simulators: Simulators) => simulators.get('cisco-prime').ledger().calls.length;

/** The fingerprint as a person would read it off a refusal. */
async function shownFingerprint(typed: Typed): Promise<string> {
  const refusal: Error = await init(typed).then(
    () => new Error('not refused'),
    (error) => error,
  );
  return FINGERPRINT.exec(refusal.message)?.[0] ?? refusal.message;
}

test('names all that is missing at once, and reaches nothing', async () => {
  const typed: Typed = { config, credential: [], setting: [] };
  await expect(init(typed)).rejects.toMatchObject({
    problems: [
      { field: 'name' },
      { field: '--vendor' },
      { field: '--url' },
      { field: '--credential' },
      { field: '--installation' },
    ],
  });
  const oracle = { ...typed, vendor: 'oracle-managed-cloud', credential: ['clientId=reeve'] };
  await expect(init(oracle)).rejects.toMatchObject({
    problems: [
      { field: 'name' },
      { field: '--url' },
      { field: '--credential tokenUrl' },
      { field: '--credential clientSecret' },
      { field: '--setting supportIdentifier' },
      { field: '--setting serviceType' },
      { field: '--setting identifier' },
      { field: '--installation' },
    ],
  });
  expect(await readdir(folder)).toEqual(['password', 'wrong']);
});

test.each([
  [
    'a password in the clear',
    { credential: ['username=u', 'password=Operator-1'] },
    '--credential password',
    'another text',
  ],
  [
    'a variable that is not set',
    { credential: ['username=u', 'password=${env:REEVE_NOT_SET}'] },
    '--credential password',
  ],
  ['http', { url: 'http://127.0.0.1:9' }, '--url'],
  ['a password in the URL', { url: 'https://u:p@127.0.0.1:9' }, '--url'],
  ['a vendor that is none', { vendor: 'cisco' }, '--vendor'],
  ['a name that is none', { name: 'Prime' }, 'name'],
  ['a field that is none', { setting: ['colour=red'] }, '--setting'],
  [
    'a field of the credentials that is none',
    { credential: ['username=u', 'password=${file:password}', 'x=y'] },
    '--credential',
  ],
  ['a word that a field does not have', { setting: ['format=csv'] }, '--setting format'],
  ['a fingerprint that is none', { fingerprint: 'AB:CD' }, '--fingerprint'],
  ['an authority that is none', { ca: '/nowhere.pem' }, '--ca'],
  [
    'a folder that is none',
    { config: '/nowhere/reeve.yaml', credential: ['username=u', 'password=${env:PATH}'] },
    '--config',
  ],
])('refuses %s', async (_what, more, field, found: string | undefined = undefined) => {
  const before = calls(selfSigned);
  await expect(init(prime(selfSigned, { fingerprint: await shown(more), ...more }))).rejects.toMatchObject({
    problems: [{ field, ...(found !== undefined && { found }) }],
  });
  expect(calls(selfSigned)).toBe(before);
  expect(await readdir(folder)).toEqual(['password', 'wrong']);
});

/** Where the certificate is not what is wrong. */
async function shown(more: Partial<Typed>): Promise<string> {
  return 'fingerprint' in more ? '' : await shownFingerprint(prime(selfSigned));
}

test('trusts a self-signed certificate by its fingerprint alone, and writes what a worker can load', async () => {
  const fingerprint = await shownFingerprint(prime(selfSigned));
  expect(fingerprint).toMatch(FINGERPRINT);
  expect(calls(selfSigned)).toBe(0);
  const other = fingerprint.replace(/^../, fingerprint.startsWith('00') ? '11' : '00');
  await expect(init(prime(selfSigned, { fingerprint: other }))).rejects.toThrow(/another certificate/);
  expect(calls(selfSigned)).toBe(0);
  expect(await readdir(folder)).toEqual(['password', 'wrong']);

  const written = fingerprint.replaceAll(':', '').toLowerCase();
  const initialised = await init(prime(selfSigned, { fingerprint: written, setting: ['format=json'] }));
  expect(initialised).toMatchObject({ fingerprint, report: { usable: true, abilities: { read: { can: 'yes' } } } });
  expect(initialised.written).toEqual([config, join(folder, 'certificates', 'prime-dc1.pem')]);
  const text = await readFile(config, 'utf8');
  expect(text).toMatch(/# Its own certificate, trusted on first use on \d/);
  expect(text).toContain(fingerprint);
  expect(text).not.toContain('Operator-1');
  const { installation, endpoints } = await loadConfiguration(config);
  expect(installation).toBe('test');
  expect(endpoints['prime-dc1']).toMatchObject({
    ca: join(folder, 'certificates', 'prime-dc1.pem'),
    credentials: { username: 'operator', password: 'Operator-1' },
    own: { format: 'json' },
  });
});

test('says which file is needed for a certificate of an unknown authority, and takes it', async () => {
  await expect(init(prime(signed))).rejects.toMatchObject({
    message: expect.stringMatching(/unknown authority.*signed by CN=Reeve simulators CA/),
    advice: expect.stringMatching(/--ca FILE.*CN=Reeve simulators CA/),
  });
  const fingerprint = FINGERPRINT.exec(notes)?.[0] ?? '';
  // The leaf alone would not be trusted, whatever its fingerprint.
  await expect(init(prime(signed, { fingerprint }))).rejects.toThrow(/unknown authority/);
  expect(calls(signed)).toBe(0);
  await mkdir(join(folder, 'trusted'));
  await writeFile(join(folder, 'trusted', 'ca.pem'), signed.ca ?? '');
  const ca = join(folder, 'trusted', 'ca.pem');
  expect(await init(prime(signed, { ca, fingerprint }))).toMatchObject({ fingerprint, written: [config] });
  expect(await readFile(config, 'utf8')).toMatch(/^ {4}ca: trusted\/ca.pem$/m);
});

test.each([
  ['expired', /expired/],
  ['wrongHost', /another host name.*DNS:elsewhere.example/],
] as const)('refuses a certificate that is %s, in words', async (certificate, words) => {
  const simulators = await startSimulators({ vendors: ['cisco-prime'], certificate });
  try {
    const ca = simulators.caFile ?? '';
    await expect(init(prime(simulators, { ca }))).rejects.toThrow(words);
    expect(calls(simulators)).toBe(0);
  } finally {
    await simulators.stop();
  }
});

test('tells a server that is away, or that speaks no TLS', async () => {
  await expect(init(prime(signed, { url: 'https://127.0.0.1:9' }))).rejects.toThrow(/cannot be reached/);
  const plain = await startSimulators({ vendors: ['cisco-prime'], http: true });
  try {
    const url = plain.get('cisco-prime').url.replace('http:', 'https:');
    await expect(init(prime(signed, { url }))).rejects.toThrow(/speaks no TLS/);
    await expect(init(prime(plain, { allowHttp: true, fingerprint: '00'.repeat(32) }))).rejects.toThrow(
      /no certificate/,
    );
    const { written } = await init(prime(plain, { allowHttp: true }));
    expect(written).toEqual([config]);
    expect((await loadConfiguration(config)).endpoints['prime-dc1']).toMatchObject({ allowHttp: true });
  } finally {
    await plain.stop();
  }
});

test('writes nothing for an endpoint that cannot be used, but with --force', async () => {
  const typed = prime(signed, { ca: signed.caFile ?? '', credential: ['username=operator', 'password=${file:wrong}'] });
  await expect(init(typed)).rejects.toThrow(/prime-dc1 cannot be used like this \(log in: no, .*nothing was written/);
  expect(await readdir(folder)).toEqual(['password', 'wrong']);
  expect(await init({ ...typed, force: true })).toMatchObject({ written: [config], report: { usable: false } });
});

test('adds to a configuration without touching the rest, and replaces only when told', async () => {
  const before = await readFile(new URL('../../reeve.example.yaml', import.meta.url), 'utf8');
  await writeFile(config, before);
  const ca = signed.caFile ?? '';
  await expect(init(prime(signed, { ca }))).rejects.toMatchObject({ problems: [{ field: 'name' }] });
  expect(await readFile(config, 'utf8')).toBe(before);
  await init(prime(signed, { ca, name: 'prime-dc2' }));
  const added = await readFile(config, 'utf8');
  expect(added.startsWith(`${before.trimEnd()}\n\n  prime-dc2:\n    vendor: cisco-prime\n`)).toBe(true);
  await init(prime(signed, { ca, replace: true }));
  const replaced = await readFile(config, 'utf8');
  expect(replaced).toContain('  # The name by which jobs refer to it: 1 to 40 of a-z, 0-9 and -.\n  prime-dc1:\n');
  expect(replaced).not.toContain('url: https://prime-dc1.example.com');
  expect(replaced.slice(replaced.indexOf('  ccs-hq:'))).toBe(added.slice(added.indexOf('  ccs-hq:')));
});

test('leaves a kept certificate that is another one alone', async () => {
  const fingerprint = await shownFingerprint(prime(selfSigned));
  await mkdir(join(folder, 'certificates'));
  await writeFile(join(folder, 'certificates', 'prime-dc1.pem'), 'another');
  await expect(init(prime(selfSigned, { fingerprint }))).rejects.toThrow(/another certificate in certificates/);
  expect(await readFile(join(folder, 'certificates', 'prime-dc1.pem'), 'utf8')).toBe('another');
  await init(prime(selfSigned, { fingerprint, replace: true }));
  expect(await readFile(join(folder, 'certificates', 'prime-dc1.pem'), 'utf8')).toMatch(/BEGIN CERTIFICATE/);
});
