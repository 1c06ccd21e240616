import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from '@jest/globals';
import { Gate } from './gate.ts';
import { type Call, createHttp, type Http } from './http.ts';

let server: Server | undefined;
let http: Http | undefined;
afterEach(async () => {
  await http?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

/** A vendor on loopback that answers as told. */
async function vendor(listener: RequestListener, timeoutMs = 300): Promise<Http> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return client(`http://127.0.0.1:${(listening.address() as AddressInfo).port}`, timeoutMs);
}

function client(url: string, timeoutMs = 300): Http {
  const gate = new Gate({ requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 5, maxHoldMs: 60_000 });
  http = createHttp({ endpoint: 'lab', url: new URL(url), ca: undefined, timeoutMs, sessions: 2 }, gate);
  return http;
}

const read: Call = { kind: 'look', method: 'GET', path: '/jobs', signal: AbortSignal.timeout(60_000) };
const start: Call = { ...read, kind: 'start', method: 'POST', body: '{}', changes: true };

test('an answer comes as it is, whatever its status', async () => {
  const lab = await vendor((request, response) => response.writeHead(418).end(`${request.method} ${request.url}`));
  expect(await lab.send(read)).toMatchObject({ status: 418, text: 'GET /jobs' });
});

test('a body that never ends is given up in time, whatever the garbage collector takes away meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const lab = await vendor((_request, response) => {
    const dripping = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(dripping));
  });
  const collecting = setInterval(collect, 30);
  try {
    await expect(lab.send(read)).rejects.toMatchObject({ type: 'Unavailable' });
  } finally {
    clearInterval(collecting);
  }
}, 5_000);

test('redirects are not followed', async () => {
  const lab = await vendor((_request, response) => response.writeHead(302, { location: '/login' }).end());
  const answer = await lab.send(read);
  expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
    status: 302,
    location: '/login',
  });
});

test('429 and 503 tell how long the endpoint is held', async () => {
  const lab = await vendor((_request, response) => response.writeHead(503, { 'retry-after': '9' }).end());
  expect((await lab.send(read)).holdMs).toBeGreaterThan(8_000);
});

test.each([
  ['no answer in time', (() => undefined) as RequestListener],
  ['reset', ((request) => request.socket.destroy()) as RequestListener],
  [
    'cut off',
    ((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('abc');
      setTimeout(() => request.socket.destroy(), 20);
    }) as RequestListener,
  ],
  ['too large', ((_request, response) => response.end('x'.repeat(5_000_000))) as RequestListener],
])('a start whose answer is lost (%s) may have been carried out; a look was just not seen', async (why, listener) => {
  const lab = await vendor(listener);
  await expect(lab.send(start)).rejects.toMatchObject({ type: 'AnswerLost' });
  const type = why === 'too large' ? 'UnexpectedResponse' : 'Unavailable';
  await expect(lab.send(read)).rejects.toMatchObject({ type });
});

test('a refused connection and an unknown host have sent nothing', async () => {
  const gone = await vendor((_request, response) => response.end());
  server?.close();
  server?.closeAllConnections();
  await expect(gone.send(start)).rejects.toMatchObject({
    type: 'Unavailable',
    message: expect.stringContaining('nothing was sent'),
  });
  await expect(client('http://no-such-host.invalid').send(start)).rejects.toMatchObject({ type: 'Unavailable' });
});

test('a TLS handshake that is cut off has sent nothing', async () => {
  await vendor((_request, response) => response.end());
  const { port } = (server as Server).address() as AddressInfo;
  await expect(client(`https://127.0.0.1:${port}`).send(start)).rejects.toMatchObject({ type: 'Unavailable' });
});
