import { expect, test } from '@jest/globals';
import { run } from './run.ts';

test('a time-out ends a program even when what it started lives on and holds its pipes', async () => {
  const startedAt = Date.now();
  const ran = await run('/bin/sh', ['-c', 'echo begun; sleep 5; echo never'], { timeoutMs: 300 });
  expect(ran).toEqual({ ok: false, why: 'did not end in time', tail: 'begun' });
  expect(Date.now() - startedAt).toBeLessThan(3000);
});

test('a program that does not exist is an answer, not an exception', async () => {
  const ran = await run('/nowhere/program', []);
  expect(ran.ok).toBe(false);
  expect(ran.why).toContain('ENOENT');
});
