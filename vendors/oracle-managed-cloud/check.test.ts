import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

const SCOPE = 'mcs:oci:api:';
const OWN = { serviceType: 'EBSO', identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41' };
const MINE = { ...OWN, supportIdentifier: '21845621' };

let mcs: Checking;
beforeAll(async () => {
  const users = [{ name: 'starter', password: 'Starter-1', may: [`${SCOPE}PrivilegedUser`, `${SCOPE}Approver`] }];
  mcs = await startChecking('oracle-managed-cloud', { 'oracle-managed-cloud': { users } });
});
afterEach(() => mcs.simulator.clearFaults());
afterAll(() => mcs.stop());

function check(clientId: string, clientSecret: string, scopes: string, own: object = MINE) {
  mcs.simulator.resetCalls();
  const tokenUrl = `${mcs.simulator.url}/oauth2/v1/token`;
  const scope = scopes.split(' ').map((word) => SCOPE + word);
  const credentials = { tokenUrl, clientId, clientSecret: SECRET, scope: scope.join(' ') };
  return mcs.check({ credentials, ...own }, clientSecret);
}

test('a token with all scopes may do all, without anything being done', async () => {
  const before = mcs.untouched();
  const report = await check('operator', 'Operator-1', 'User PrivilegedUser Approver');
  expect(wordsOf(report)).toBe('yes yes yes yes');
  expect(report).toMatchObject({
    usable: true,
    version: 'selfservice/v1',
    abilities: {
      start: { source: /PrivilegedUser.*Approver.*User/ },
      cancel: { source: /scope mcs:oci:api:Approver$/ },
    },
  });
  expect(mcs.writes()).toEqual(['POST /oauth2/v1/token']);
  expect(mcs.untouched()).toEqual(before);
});

test.each([
  ['viewer', 'Viewer-1', 'User', 'yes yes no no', 'start', /lacks the scope .*PrivilegedUser mcs:oci:api:Approver$/],
  ['requester', 'Requester-1', 'User PrivilegedUser', 'yes yes no no', 'cancel', /lacks the scope .*Approver$/],
  ['operator', 'Operator-1', 'User Approver', 'yes yes no yes', 'start', /lacks the scope .*PrivilegedUser$/],
  [
    'starter',
    'Starter-1',
    'PrivilegedUser Approver',
    'yes no no yes',
    'read',
    /lacks the scope .*User; nothing was sent/,
  ],
] as const)('%s, with the scopes %s %s, may: %s', async (name, secret, scopes, words, ability, source) => {
  const report = await check(name, secret, scopes);
  expect(wordsOf(report)).toBe(words);
  expect(report).toMatchObject({ usable: false, abilities: { [ability]: { source } } });
});

test("another customer's executions are not read, so no scope promises anything", async () => {
  const report = await check('operator', 'Operator-1', 'User PrivilegedUser Approver', {
    ...OWN,
    supportIdentifier: '44000001',
  });
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report.abilities.read.source).toMatch(/answered 403: .*opted in/);
});

test('a wrong secret is tried once', async () => {
  const report = await check('operator', 'wrong-one', 'User');
  expect(wordsOf(report)).toBe('no unknown unknown unknown');
  expect(report.abilities.logIn.source).toMatch(/token server refused with 40\d/);
  expect(JSON.stringify(report)).not.toContain('wrong-one');
  expect(mcs.simulator.ledger().calls).toHaveLength(1);
});

test('an installation without the list may be used: nothing says that we may not read', async () => {
  const body = '{"code":"NotFound","message":"No such page."}';
  mcs.simulator.addFaults({ match: { method: 'GET' }, action: { do: 'status', status: 404, body } });
  const report = await check('operator', 'Operator-1', 'User PrivilegedUser Approver');
  expect(wordsOf(report)).toBe('yes unknown yes yes');
  expect(report.usable).toBe(true);
});

test('a token file that holds none is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-check-'));
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, 'no token');
  try {
    const report = await mcs.check({ credentials: { tokenFile }, ...MINE }, '');
    expect(wordsOf(report)).toBe('no unknown unknown unknown');
    expect(report.abilities.logIn.source).toMatch(/is no JWT/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
