import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A server that answers each piece with itself, and what it has heard. */
async function echo(): Promise<{ proxy: TcpProxy; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      heard.push(String(piece));
      socket.write(piece);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  ends.push(() => proxy.stop());
  return { proxy, heard };
}

async function client({ port }: TcpProxy): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  ends.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function answerTo(socket: Socket, words: string): Promise<string> {
  socket.write(words);
  const [piece] = await once(socket, 'data');
  return String(piece);
}

test('passes both ways', async () => {
  const { proxy } = await echo();
  expect(await answerTo(await client(proxy), 'hello')).toBe('hello');
});

test('a cut resets the connections and refuses new ones, until it passes again', async () => {
  const { proxy } = await echo();
  const socket = await client(proxy);
  await answerTo(socket, 'hello');
  const failed = once(socket, 'error');
  proxy.mode('cut');
  expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
  const refused = connect(proxy.port, '127.0.0.1');
  expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
  proxy.mode('pass');
  expect(await answerTo(await client(proxy), 'again')).toBe('again');
});

test('a black hole lets nothing through, and all of it afterwards', async () => {
  const { proxy, heard } = await echo();
  const socket = await client(proxy);
  await answerTo(socket, 'one');
  proxy.mode('blackHole');
  const answer = answerTo(socket, 'two');
  const late = await client(proxy);
  late.write('three');
  expect(await Promise.race([answer, sleep(200, 'nothing')])).toBe('nothing');
  expect(heard).toEqual(['one']);
  proxy.mode('pass');
  expect(await answer).toBe('two');
  expect(String((await once(late, 'data'))[0])).toBe('three');
});

test('half-open: the server hears, and its answers do not come back', async () => {
  const { proxy, heard } = await echo();
  const socket = await client(proxy);
  await answerTo(socket, 'one');
  proxy.mode('deaf');
  const answer = answerTo(socket, 'two');
  expect(await Promise.race([answer, sleep(200, 'nothing')])).toBe('nothing');
  expect(heard).toEqual(['one', 'two']);
});

test('a delay', async () => {
  const { proxy } = await echo();
  const socket = await client(proxy);
  proxy.delay(100);
  const began = performance.now();
  await answerTo(socket, 'hello');
  expect(performance.now() - began).toBeGreaterThan(195);
});
