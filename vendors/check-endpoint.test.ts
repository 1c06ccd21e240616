import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../test/harness/checking.ts';
import { checkEndpoint, type EndpointReport, publicUrl } from './check-endpoint.ts';
import { type EndpointConfiguration, parseConfiguration } from './configuration.ts';

const OPERATOR = { credentials: { username: 'operator', password: SECRET } };
const NOT_REACHED = 'no unknown unknown unknown';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(...given: Parameters<typeof startChecking>): Promise<Checking> {
  const checking = await startChecking(...given);
  running.push(checking);
  return checking;
}

/** Checks an endpoint at that address, whatever listens there. */
function checkAt(url: string, more = ''): Promise<EndpointReport> {
  const text = `installation: t
endpoints:
  lab: { vendor: cisco-prime, url: "${url}", allowHttp: true, credentials: { username: u, password: "${SECRET}" } ${more} }`;
  const { endpoints } = parseConfiguration(text, 'reeve.yaml', { SECRET: 'hidden-word' });
  return checkEndpoint('lab', endpoints.lab as EndpointConfiguration);
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  running.push({ stop });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  ['selfSigned', /self-signed.*set the endpoint's `ca`/],
  ['expired', /has expired.*the vendor needs a new one/],
  ['wrongHost', /another host name.*`url`/],
] as const)('a certificate that is %s is named, with what to do', async (certificate, words) => {
  const lab = await start('cisco-prime', { certificate });
  const report = await lab.check(OPERATOR, 'Operator-1');
  expect(wordsOf(report)).toBe(NOT_REACHED);
  expect(report.abilities.logIn.source).toMatch(words);
  expect(report.usable).toBe(false);
  expect(lab.simulator.ledger().calls).toEqual([]);
});

test('an authority that nobody has told us of is named', async () => {
  const lab = await start('riverbed-cmc', { trusted: false });
  const report = await lab.check({ credentials: { accessCode: SECRET } }, 'operator-access-code-1');
  expect(wordsOf(report)).toBe(NOT_REACHED);
  expect(report.abilities.logIn.source).toMatch(/^the certificate was signed by an unknown authority.*set .*`ca`/);
});

test.each([
  [60_000, /60\.\d s ahead of ours|59\.\d s ahead of ours/, 60],
  [-60_000, /60\.\d s behind ours|59\.\d s behind ours/, -60],
])('a clock that is %i ms away is told', async (skewMs, words, seconds) => {
  const lab = await start('cisco-prime', { skewMs });
  const report = await lab.check(OPERATOR, 'Operator-1');
  expect(report.usable).toBe(true);
  expect(report.warnings).toEqual([expect.stringMatching(words)]);
  expect(Math.abs((report.clock?.seconds ?? 0) - seconds)).toBeLessThanOrEqual(report.clock?.uncertainty ?? 0);
});

test('a clock that agrees, and how long an answer takes', async () => {
  const lab = await start('cisco-prime', { latencyMs: 100 });
  const report = await lab.check(OPERATOR, 'Operator-1');
  expect(report.warnings).toEqual([]);
  expect(Math.abs(report.clock?.seconds ?? 9)).toBeLessThanOrEqual(report.clock?.uncertainty ?? 0);
  expect(report.roundTripMs).toBeGreaterThanOrEqual(99);
});

test("a token server's clock is not the vendor's", async () => {
  const lab = await start('oracle-managed-cloud');
  lab.simulator.addFaults({ match: { method: 'GET' }, action: { do: 'reset', when: 'before' } });
  const tokenUrl = `${lab.simulator.url}/oauth2/v1/token`;
  const own = {
    supportIdentifier: '21845621',
    serviceType: 'EBSO',
    identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41',
  };
  const credentials = { tokenUrl, clientId: 'operator', clientSecret: SECRET };
  const report = await lab.check({ credentials, ...own }, 'Operator-1');
  expect(report.abilities.logIn.can).toBe('yes');
  expect(report.clock).toBeUndefined();
});

test('an answer without a Date leaves the clock unknown; http: is called what it is', async () => {
  const url = await listen((_request, response) => {
    response.sendDate = false;
    response.writeHead(403).end();
  });
  const report = await checkAt(url);
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report).not.toHaveProperty('clock');
  expect(report.warnings).toEqual([expect.stringMatching(/^http: .*in the clear/)]);
});

test('a vendor that is down is not reached', async () => {
  const url = await listen(() => undefined);
  await running.pop()?.stop();
  const report = await checkAt(url);
  expect(wordsOf(report)).toBe(NOT_REACHED);
  expect(report.abilities.logIn.source).toMatch(/^cannot be reached \(ECONNREFUSED: nothing listens/);
  expect(report).not.toHaveProperty('roundTripMs');
});

test('a host name that is unknown, and a server without TLS, are named', async () => {
  expect((await checkAt('https://no-such-host.invalid')).abilities.logIn.source).toMatch(/ENOTFOUND: .*DNS|EAI_AGAIN/);
  const plain = await listen((_request, response) => response.end());
  expect((await checkAt(plain.replace('http:', 'https:'))).abilities.logIn.source).toMatch(/speaks no TLS/);
});

test('a vendor that never answers is given up after the time of a request', async () => {
  const url = await listen(() => undefined);
  const began = performance.now();
  const report = await checkAt(url, ', timeout: 300ms');
  expect(report.abilities.logIn.source).toMatch(/no answer within 0\.3 s/);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("somebody else's server is no vendor", async () => {
  const report = await checkAt(await listen((_request, response) => response.end('<html>Welcome</html>')));
  expect(wordsOf(report)).toBe('unknown no unknown unknown');
  expect(report.usable).toBe(false);
});

test('a ca that is no certificate is a report, too', async () => {
  const report = await checkAt('https://127.0.0.1:9', `, ca: "${import.meta.filename}"`);
  expect(wordsOf(report)).toBe(NOT_REACHED);
  expect(report.warnings).toEqual([expect.stringMatching(/^ca: .* holds no certificate/)]);
  expect(report.abilities.logIn.source).toMatch(/bad port: fetch refuses/);
});

test('no report shows a secret', async () => {
  const report = await checkAt('http://someone:hidden-word@127.0.0.1:9/path?token=hidden-word');
  expect(JSON.stringify(report)).not.toContain('hidden-word');
  expect(report.url).toBe('http://127.0.0.1:9/path');
  expect(publicUrl('https://prime.example.com')).toBe('https://prime.example.com');
});
