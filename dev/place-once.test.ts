import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { placeOnce } from './place-once.ts';
import { ending, tailOf } from './run.ts';

const script = fileURLToPath(new URL('./__fixtures__/place-slowly.ts', import.meta.url));
let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'reeve-cache-'));
});
afterEach(() => rm(cache, { recursive: true }));

function place(takesMs: number, staleMs = 15_000) {
  const child = spawn(process.execPath, [script, cache, `${takesMs}`, `${staleMs}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, tail: tailOf(child, 20), ended: ending(child) };
}

async function printed(child: ChildProcess, word: string): Promise<void> {
  for await (const [text] of stdoutOf(child)) if (String(text).includes(word)) return;
}

async function* stdoutOf(child: ChildProcess) {
  while (child.stdout) yield await once(child.stdout, 'data');
}

test('two processes at the same time: one fills, the other waits, says so, and has the result', async () => {
  const both = [place(1500), place(1500)];
  expect(await Promise.all(both.map((one) => one.ended))).toEqual(['', '']);
  expect((await readFile(join(cache, 'fills'), 'utf8')).trim().split('\n')).toHaveLength(1);
  const tails = both.map((one) => one.tail());
  expect(tails.filter((tail) => tail.includes('another process is getting it'))).toHaveLength(1);
  expect(tails.every((tail) => tail.endsWith('placed'))).toBe(true);
  expect((await readdir(cache)).sort()).toEqual(['fills', 'tiny-1']);
});

test('a killed process leaves nothing in place, and the next one takes its stale lock over', async () => {
  const killed = place(60_000, 2000);
  await printed(killed.child, 'filling');
  killed.child.kill('SIGKILL');
  await killed.ended;
  const left = (await readdir(cache)).sort();
  expect(left).toHaveLength(3); // The fills, the lock, and the half-filled folder under its other name.
  expect(left).not.toContain('tiny-1');

  const next = place(0, 2000);
  expect(await next.ended).toBe('');
  expect((await readdir(cache)).sort()).toEqual(['fills', 'tiny-1']);
  expect(await readdir(join(cache, 'tiny-1'))).toEqual(['half', 'tiny']);
});

test('a failed fill leaves no trace and frees the lock', async () => {
  const folder = join(cache, 'tiny-1');
  const program = { folder, path: join(folder, 'tiny'), check: async () => '' };
  const fill = async () => {
    throw new Error('no disk');
  };
  await expect(placeOnce(program, fill, () => {})).rejects.toThrow('no disk');
  expect(await readdir(cache)).toEqual([]);
});

test('what was filled and cannot be used is not put in place', async () => {
  const folder = join(cache, 'tiny-1');
  const program = { folder, path: join(folder, 'tiny'), check: async () => '' };
  await expect(
    placeOnce(
      program,
      async () => {},
      () => {},
    ),
  ).rejects.toThrow('there is no such file');
  expect(await readdir(cache)).toEqual([]);
});
