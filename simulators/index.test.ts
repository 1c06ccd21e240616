import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { rootCertificates } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import getPort from 'get-port';
import { type Simulators, type SimulatorsOptions, startSimulators, VENDOR_NAMES } from './index.ts';
import { basic, createClient } from './test-client.ts';

const LIST = '/webacs/api/v3/data/JobSummary.json';

const running: Simulators[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulators) => simulators.stop()));
});

async function start(options?: SimulatorsOptions): Promise<Simulators> {
  const simulators = await startSimulators(options);
  running.push(simulators);
  return simulators;
}

test('all start over HTTPS, describe themselves in JSON, and leave nothing behind', async () => {
  const simulators = await start();
  const described = JSON.parse(JSON.stringify(simulators.describe()));
  expect(Object.keys(described)).toEqual([...VENDOR_NAMES]);
  const prime = described['cisco-prime'];
  expect(prime).toMatchObject({
    url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
    caFile: simulators.caFile,
  });
  expect(prime.jobs).toContain('103');
  expect(prime.users[0]).toEqual({ name: 'operator', password: 'Operator-1', may: ['NBI Read', 'NBI Write'] });
  expect(described['symantec-ccs'].jobs).toContain('0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16');
  const ask = createClient(prime.url, readFileSync(prime.caFile, 'utf8'), basic('operator', 'Operator-1'));
  expect((await ask(LIST)).status).toBe(200);
  const distrustful = createClient(prime.url, rootCertificates[0]);
  await expect(distrustful(LIST)).rejects.toThrow(/certificate/);
  await simulators.stop();
  expect(existsSync(prime.caFile)).toBe(false);
  await expect(ask(LIST)).rejects.toThrow('ECONNREFUSED');
});

test('plain HTTP and fixed ports by flag', async () => {
  const portBase = await getPort();
  const simulators = await start({ http: true, portBase, vendors: ['cisco-prime'] });
  expect(simulators.get('cisco-prime').url).toBe(`http://127.0.0.1:${portBase}`);
  expect(simulators.caFile).toBeUndefined();
  expect(() => simulators.get('symantec-ccs')).toThrow('was not started');
  await expect(startSimulators({ portBase, vendors: ['cisco-prime'] })).rejects.toThrow('EADDRINUSE');
});

test.each([
  ['selfSigned', /self-signed/],
  ['expired', /expired/],
  ['wrongHost', /altnames|does not match/],
] as const)('a certificate that is %s can be shown', async (certificate, reason) => {
  const simulators = await start({ certificate, vendors: ['cisco-prime'] });
  const ask = createClient(simulators.get('cisco-prime').url, simulators.ca);
  await expect(ask(LIST)).rejects.toThrow(reason);
});

test('stop does not wait for half-open or hanging connections', async () => {
  const simulators = await start({ vendors: ['cisco-prime'] });
  const prime = simulators.get('cisco-prime');
  prime.addFaults({ action: { do: 'hang' }, times: 'always' });
  const hanging = createClient(prime.url, simulators.ca, basic('operator', 'Operator-1'))(LIST);
  const silent = connect(Number(new URL(prime.url).port), '127.0.0.1');
  silent.on('error', () => {});
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = Date.now();
  await Promise.all([simulators.stop(), expect(hanging).rejects.toThrow()]);
  expect(Date.now() - begun).toBeLessThan(1000);
  silent.destroy();
});
