import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const RUN = fileURLToPath(new URL('./run.ts', import.meta.url));

function bench(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [RUN, ...args], { encoding: 'utf8' });
  return { status, stderr };
}

test('an unknown scenario is refused, with those that are allowed', () => {
  const { status, stderr } = bench('pears');
  expect(status).toBe(2);
  expect(stderr).toContain("'pears'");
  expect(stderr).toContain('history, peers, throughput, limit, waiting, stop, scale, restart');
});

test('a part that is none is refused, with what is allowed', () => {
  const refused = { status: 2, stderr: expect.stringContaining('above 0, at most 1') };
  expect(bench('history', '--part', '1.5')).toMatchObject(refused);
});
