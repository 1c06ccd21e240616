import { expect, test } from '@jest/globals';
import { typing } from '../test/harness/typing-terminal.ts';
import { confirmed } from './confirm.ts';
import { EXIT } from './exit-codes.ts';
import { explainError } from './explain-error.ts';

test.each([
  ['y', true],
  ['yes', true],
  ['', false],
  ['n', false],
])('the answer %j is %j', async (answer, expected) => {
  const { terminal, left } = typing([['Stop these 3 jobs?', answer]]);
  expect(await confirmed('Stop these 3 jobs?', {}, terminal)).toBe(expected);
  expect(left).toEqual([]);
});

test('another answer is no yes: it is asked again', async () => {
  const { terminal, left } = typing([
    ['Stop?', 'of course'],
    ['You must answer', `${'\b'.repeat(9)}n`],
  ]);
  expect(await confirmed('Stop?', {}, terminal)).toBe(false);
  expect(left).toEqual([]);
});

test('--yes has answered already, and without a terminal it must', async () => {
  expect(await confirmed('Stop?', { yes: true })).toBe(true);
  await expect(confirmed('Stop?', {}, undefined)).rejects.toThrow('--yes');
});

test('Ctrl-C at the question is an interruption that has done nothing', async () => {
  const { terminal } = typing([['Stop?', '\u0003']]);
  const interrupted = await confirmed('Stop?', {}, terminal).catch((error: unknown) => error);
  expect(explainError(interrupted)).toMatchObject({
    exitCode: EXIT.interrupted,
    message: 'interrupted; nothing was done',
  });
});
