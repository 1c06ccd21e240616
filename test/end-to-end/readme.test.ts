import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(90_000);
const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
let lab: Lab;
let folder: string;
let commands: string[];

beforeAll(async () => {
  const templates = [{ name: 'Config-Push', seconds: Number.POSITIVE_INFINITY, ends: 'success' as const }];
  lab = await startLab({ 'prime-dc1': { vendor: 'cisco-prime' } }, { 'cisco-prime': { templates } });
  await lab.startWorker();
  folder = await mkdtemp(join(tmpdir(), 'reeve-readme-'));
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`);
  await chmod(join(folder, 'npx'), 0o700);
  const page = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block.replaceAll('\\\n', ' '));
  commands = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('npx reeve '));
});
afterAll(async () => {
  await lab.stop();
  await rm(folder, { recursive: true });
}, 30_000);

/** Runs the page's line of this command as it stands there, in the folder of `reeve.yaml`. */
function play(command: string): Promise<{ code: number; output: string }> {
  const lines = commands.filter((line) => line.startsWith(`npx reeve ${command} `) || line === `npx reeve ${command}`);
  expect(lines).toHaveLength(1);
  const env = { ...process.env, TEMPORAL_ADDRESS: lab.address, PATH: `${folder}:${process.env.PATH}` };
  return new Promise((resolve) => {
    execFile('sh', ['-c', lines[0] ?? ''], { cwd: dirname(lab.configPath), env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

test('the first job, as README.md shows it: waited for, listed, read, extended, and stopped with its verdict', async () => {
  const prime = lab.vendor['cisco-prime'];
  const ours = ({ startRequests }: { startRequests: number }) => startRequests > 0;
  const waiting = play('run');
  await prime.until('the start has come', ({ jobs }) => jobs.some(ours));
  await lab.running(lab.reeve.job('prime-dc1/CHG-4711'));
  expect(await play('list')).toMatchObject({ code: 0, output: expect.stringContaining('prime-dc1/CHG-4711') });
  expect(await play('get')).toMatchObject({ code: 0, output: expect.stringContaining('running') });
  expect(await play('extend')).toMatchObject({ code: 0 });
  expect(await play('stop')).toMatchObject({ code: 0, output: expect.stringContaining('canceled') });
  expect((await waiting).output).toContain('canceled');
  expect((await play('run')).output).toContain('canceled');
  expect((await prime.ledger()).jobs.filter(ours)).toHaveLength(1);
});
