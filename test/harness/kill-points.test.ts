import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { until } from './end-to-end-until.ts';

const PRELOAD = new URL('./kill-points.ts', import.meta.url).href;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A server, and a process that sends it two calls with this point to be held at. */
async function twoCalls(holdAt: string) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.end('done');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = await mkdtemp(join(tmpdir(), 'reeve-kill-points-'));
  ends.push(() => rm(folder, { recursive: true }));
  const log = join(folder, 'held');
  const code = `for (const path of ['look', 'start']) {
    const request = new Request('${url}/' + path, { method: 'POST', body: 'which=' + path });
    console.log(await (await fetch(request)).text());
  }`;
  const env = { ...process.env, REEVE_HOLD_AT: holdAt, REEVE_HOLD_LOG: log };
  const child = spawn(process.execPath, [`--import=${PRELOAD}`, '--input-type=module', '-e', code], { env });
  ends.push(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  const held = async () => (await readFile(log, 'utf8').catch(() => '')).trim();
  await until(
    'a call is held',
    async () => (await held()) || undefined,
    () => output,
  );
  return { heard, held: await held(), output: () => output };
}

test('a call is held before anything of it is sent; others pass', async () => {
  const { heard, held, output } = await twoCalls('before POST /start which=start');
  expect(held).toBe('"POST /start which=start"');
  expect(heard).toEqual(['POST /look']);
  expect(output()).toBe('done\n');
});

test('a call is held when the answer is there, and its caller does not see it', async () => {
  const { heard, output } = await twoCalls('after which=start');
  expect(heard).toEqual(['POST /look', 'POST /start']);
  expect(output()).toBe('done\n');
});
