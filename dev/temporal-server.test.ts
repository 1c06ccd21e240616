import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import getPort from 'get-port';
import { PortTaken, ServerFailed } from './errors.ts';
import { connected } from './serving.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { startTemporalServer } from './temporal-server.ts';

// The first run on a machine builds the server.
jest.setTimeout(900_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-server-'));
});
afterAll(() => rm(folder, { recursive: true }));

const state = defineSearchAttributeKey('ReeveState', 'KEYWORD');
const expiresAt = defineSearchAttributeKey('ReeveExpiresAt', 'DATETIME');
const hold = { taskQueue: 'nobody', workflowId: 'waits' };

function start(address: string, attribute: SearchAttributePair): Promise<unknown> {
  const typedSearchAttributes = [attribute];
  return connected(address, (connection) =>
    new Client({ connection }).workflow.start('any', { ...hold, typedSearchAttributes }),
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('it serves all its addresses, knows the search attributes at once, and is gone after stop()', async () => {
  const server = await startTemporalServer({ searchAttributes: { ReeveState: 'Keyword' } });
  try {
    expect(server.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(server.version).toMatch(/^\d+\.\d+\.\d+/);
    await start(server.address, { key: state, value: 'queued' });
    expect(await (await fetch(server.metricsUrl)).text()).toContain('# TYPE');
    expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
  } finally {
    await server.stop();
  }
  expect(isAlive(server.pid)).toBe(false);
  expect(await server.exited).toBe('');
  await server.stop();
});

test('it comes back on the same ports and database file, with search attributes that are new since', async () => {
  const ports = { grpc: await getPort(), metrics: await getPort() };
  const options = { ports, dbFilename: join(folder, 'new', 'temporal.db'), headless: true };
  const first = await startTemporalServer({ ...options, searchAttributes: { ReeveState: 'Keyword' } });
  expect(first.uiUrl).toBeUndefined();
  await start(first.address, { key: state, value: 'queued' });
  await first.stop();

  const searchAttributes = { ReeveState: 'Keyword', ReeveExpiresAt: 'Datetime' } as const;
  const second = await startTemporalServer({ ...options, searchAttributes });
  try {
    expect(second.address).toBe(first.address);
    await connected(second.address, async (connection) => {
      const handle = new Client({ connection }).workflow.getHandle(hold.workflowId);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate();
    });
    await start(second.address, { key: expiresAt, value: new Date() });
  } finally {
    await second.stop();
  }
});

test('a parent that is killed takes its server along', async () => {
  const script = fileURLToPath(new URL('./__fixtures__/start-server.ts', import.meta.url));
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let pid = 0;
  for await (const line of createInterface({ input: parent.stdout })) {
    pid = Number(line.split(' ')[1]);
    break;
  }
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  const deadline = Date.now() + 15_000;
  while (isAlive(pid) && Date.now() < deadline) await sleep(50);
  expect(isAlive(pid)).toBe(false);
});

test('a port that something else uses is named', async () => {
  const port = await getPort();
  const stranger = createServer().listen(port, '127.0.0.1');
  const error = await startTemporalServer({ ports: { grpc: port } }).catch((thrown: unknown) => thrown);
  stranger.close();
  expect(error).toBeInstanceOf(PortTaken);
  expect((error as Error).message).toContain(`${port}`);
});

test.each([
  ['which it says before a long stack', 'listen tcp 127.0.0.1:1: bind: address already in use'],
  ['and that it does not say', 'panic: runtime error: invalid memory address or nil pointer dereference'],
])('a port that is taken between the choice and the start is chosen anew, %s', async (_, words) => {
  const path = join(folder, `temporal-panics-${words.length}`);
  const stack = 'goroutine 1 [running]:\\n$(seq 100)';
  const panics = `echo '${words}' >&2; printf "${stack}\\n" >&2; exit 2`;
  const real = await findTemporalCli();
  await writeFile(path, `#!/bin/sh\n[ -e ${path}.ran ] || { touch ${path}.ran; ${panics}; }\nexec ${real} "$@"\n`);
  await chmod(path, 0o755);
  const server = await startTemporalServer({ path, headless: true });
  await server.stop();
  expect(await server.exited).toBe('');
});

test.each([
  ['ends at once', 'echo no such flag >&2; exit 1', 'ended while starting (exit code 1)'],
  ['never serves', 'echo no such flag >&2; exec sleep 60', 'did not serve within 1000 ms'],
])('a server that %s is reported with its last words', async (_, body, what) => {
  const path = join(folder, 'temporal');
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  const error = await startTemporalServer({ path, readyWithinMs: 1000 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ServerFailed);
  expect((error as Error).message).toContain(what);
  expect((error as Error).message).toContain('no such flag');
});
