import { afterEach, describe, expect, test } from '@jest/globals';
import type { RiverbedCmcOptions } from '../../simulators/index.ts';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

let cmc: Checking;
afterEach(() => cmc.stop());

async function start(own: RiverbedCmcOptions = {}): Promise<void> {
  const users = [{ name: 'nobody', password: 'Nobody-1', may: [] }];
  cmc = await startChecking('riverbed-cmc', { 'riverbed-cmc': { users, ...own } });
}

const byPassword = (username: string, login: string) => ({ credentials: { username, password: SECRET, login } });
const BY_CODE = { credentials: { accessCode: SECRET } };

test.each([
  ['access code', BY_CODE, 'operator-access-code-1', ['POST /api/common/1.0/oauth/token']],
  ['cookie', byPassword('operator', 'cookie'), 'Operator-1', ['POST /api/common/1.0/login']],
  ['basic', byPassword('operator', 'basic'), 'Operator-1', []],
])('a good user logs in by %s; the software is named, the rights cannot be read', async (_way, own, secret, writes) => {
  await start();
  const before = cmc.untouched();
  const report = await cmc.check(own, secret);
  expect(wordsOf(report)).toBe('yes yes unknown unknown');
  expect(report).toMatchObject({ usable: true, version: '9.14.1, cmc.configurator 1.0', warnings: [] });
  expect(cmc.writes()).toEqual(writes);
  expect(cmc.untouched()).toEqual(before);
});

test.each([
  ['access code', BY_CODE],
  ['cookie', byPassword('operator', 'cookie')],
  ['basic', byPassword('operator', 'basic')],
])('a wrong secret is tried once (%s)', async (_way, own) => {
  await start();
  const report = await cmc.check(own, 'wrong-one');
  expect(wordsOf(report)).toBe('no unknown unknown unknown');
  expect(JSON.stringify(report)).not.toContain('wrong-one');
  const withSecret = cmc.simulator.ledger().calls.filter(({ path }) => !/services|info$/.test(path));
  expect(withSecret).toHaveLength(1);
});

test.each(['cookie', 'basic'])('a user without the right to read is refused (%s)', async (login) => {
  await start();
  const report = await cmc.check(byPassword('nobody', login), 'Nobody-1');
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report).toMatchObject({ usable: false, abilities: { read: { source: /AUTH_FORBIDDEN/ } } });
});

describe('what the common service says', () => {
  test('a log-in that it does not list is named', async () => {
    await start({ logins: ['BASIC', 'OAUTH_2_0'] });
    const report = await cmc.check(byPassword('operator', 'cookie'), 'Operator-1');
    expect(report.usable).toBe(false);
    expect(report.warnings).toEqual([expect.stringMatching(/auth_info lists BASIC, OAUTH_2_0.* and not COOKIE/)]);
  });

  test('a version that it does not list is named', async () => {
    await start();
    const body = JSON.stringify([{ id: 'cmc.configurator', versions: ['1.0'] }]);
    cmc.simulator.addFaults({ match: { path: '/services' }, action: { do: 'status', status: 200, body } });
    const report = await cmc.check({ ...byPassword('operator', 'cookie'), apiVersion: '1.1' }, 'Operator-1');
    expect(report.warnings).toEqual(['services lists cmc.configurator 1.0, and the endpoint is set to 1.1']);
  });

  test('nothing of it is needed', async () => {
    await start();
    const gone = { do: 'status', status: 404 } as const;
    cmc.simulator.addFaults({ match: { pathPattern: 'info|services' }, action: gone, times: 'always' });
    const report = await cmc.check(byPassword('operator', 'cookie'), 'Operator-1');
    expect(report).toMatchObject({ usable: true, version: 'cmc.configurator 1.0', warnings: [] });
  });
});
