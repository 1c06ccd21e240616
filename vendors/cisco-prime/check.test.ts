import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

let prime: Checking;
beforeAll(async () => {
  const users = [{ name: 'nobody', password: 'Nobody-1', may: [] }];
  prime = await startChecking('cisco-prime', { 'cisco-prime': { users } });
});
afterAll(() => prime.stop());

function check(username: string, password: string, more: object = {}) {
  prime.simulator.resetCalls();
  return prime.check({ credentials: { username, password: SECRET }, ...more }, password);
}

test.each(['xml', 'json'])(
  'a good user may log in and read; whether more, no read of Prime tells (%s)',
  async (format) => {
    const before = prime.untouched();
    const report = await check('operator', 'Operator-1', { format });
    expect(wordsOf(report)).toBe('yes yes unknown unknown');
    expect(report).toMatchObject({
      usable: true,
      version: 'API v3',
      abilities: { read: { source: /user operator.*NBI Read/ }, cancel: { source: /NBI Write/ } },
    });
    expect(prime.writes()).toEqual([]);
    expect(prime.untouched()).toEqual(before);
  },
);

test.each(['v1', 'v2', 'v4'])('the version that answered is named: %s', async (apiVersion) => {
  expect(await check('operator', 'Operator-1', { apiVersion })).toMatchObject({
    usable: true,
    version: `API ${apiVersion}`,
  });
});

test('a user who may only read looks the same: nothing is claimed of NBI Write', async () => {
  expect(wordsOf(await check('viewer', 'Viewer-1'))).toBe('yes yes unknown unknown');
});

test('a user without NBI Read is known, and refused', async () => {
  const report = await check('nobody', 'Nobody-1');
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report).toMatchObject({ usable: false, abilities: { read: { source: /answered 403/ } } });
});

test('a wrong password is tried once, and told with what else a 401 may mean', async () => {
  const report = await check('operator', 'wrong-one');
  expect(wordsOf(report)).toBe('no unknown unknown unknown');
  expect(report.abilities.logIn.source).toMatch(/^GET .* answered 401: .*wrong credentials, or more than .* sessions/);
  expect(JSON.stringify(report)).not.toContain('wrong-one');
  expect(prime.simulator.ledger().calls).toHaveLength(1);
});
