import { expect, test } from '@jest/globals';
import { credentials } from './credentials.ts';

const PASSWORD = { username: 'reeve', password: 'S3cret-pass' };

test.each([
  { accessCode: 'eyJub25jZSI6.Q0RF==' },
  PASSWORD,
  { ...PASSWORD, login: 'cookie' },
  { ...PASSWORD, login: 'basic' },
])('%j are good', (given) => {
  expect(credentials.parse(given)).toEqual(given);
});

test.each<[unknown, RegExp]>([
  [{}, /expected accessCode, or username and password/],
  [{ username: 'reeve' }, /expected accessCode, or username and password/],
  [{ ...PASSWORD, accessCode: 'x' }, /expected accessCode, or username and password/],
  [{ ...PASSWORD, login: 'oauth' }, /login: cookie or basic/],
  [{ username: 'reeve', password: '' }, /expected string to have >=1 characters/],
  [{ accessCode: '' }, /expected the access code/],
  [{ accessCode: 'two words' }, /expected the access code/],
])('%j are refused with what is expected', (given, message) => {
  const [issue] = credentials.safeParse(given).error?.issues ?? [];
  expect(issue?.message).toMatch(message);
  expect(issue?.message).not.toContain(PASSWORD.password);
});
