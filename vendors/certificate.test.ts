import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { createCertificate, createKeys } from '../simulators/core/certificate.ts';
import { fetchCertificate } from './certificate.ts';

const DAY_MS = 86_400_000;
let server: Server;
afterEach(() => {
  server.close();
});

function selfSigned({ name = 'localhost', days = 1 } = {}): { key: string; cert: string } {
  const keys = createKeys();
  const cert = createCertificate({
    subject: name,
    keys,
    issuer: { name, keys },
    isAuthority: false,
    dnsNames: [name],
    addresses: name === 'localhost' ? ['127.0.0.1'] : [],
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + days * DAY_MS),
  });
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

async function fetchFrom(listening: Server, timeoutMs = 5_000) {
  server = listening.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return await fetchCertificate({ endpoint: 'lab', url, timeoutMs });
}

test('a self-signed certificate can be trusted by itself', async () => {
  const shown = selfSigned();
  const certificate = await fetchFrom(createTlsServer(shown));
  expect(certificate).toMatchObject({ trust: 'selfSigned', subject: 'CN=localhost', issuer: 'CN=localhost' });
  expect(certificate.trouble).toBeUndefined();
  expect(certificate.pem.trim()).toBe(shown.cert.trim());
});

test.each([
  ['is for another host', { name: 'elsewhere.example' }, /another host name/],
  ['has expired', { days: -1 }, /expired/],
])('a self-signed certificate that %s would not do even then', async (_what, options, words) => {
  const { trust, trouble } = await fetchFrom(createTlsServer(selfSigned(options)));
  expect(trust).toBe('untrusted');
  expect(trouble?.[0]).toMatch(words);
});

test('a server that shows another one each time is not pinned to one', async () => {
  const changing = createTlsServer(selfSigned());
  changing.on('connection', () => changing.setSecureContext(selfSigned()));
  const { trust, trouble } = await fetchFrom(changing);
  expect(trust).toBe('untrusted');
  expect(trouble?.[0]).toMatch(/two self-signed/);
});

test('a server that never answers is given up', async () => {
  await expect(
    fetchFrom(
      createServer((socket) => void socket.on('error', () => undefined)),
      200,
    ),
  ).rejects.toMatchObject({
    type: 'Unavailable',
    message: expect.stringMatching(/no answer within 0.2 s/),
  });
});

test('a server that hangs up in the handshake is told as such', async () => {
  await expect(fetchFrom(createServer((socket) => void socket.end()))).rejects.toThrow(/cut off/);
});
