import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

let lxca: Checking;
beforeAll(async () => {
  lxca = await startChecking('lenovo-xclarity');
});
afterEach(() => lxca.simulator.clearFaults());
afterAll(() => lxca.stop());

function check(username: string, password: string, more: object = {}) {
  lxca.simulator.resetCalls();
  return lxca.check({ credentials: { username, password: SECRET }, ...more }, password);
}

test('a session is opened, used and ended; the version is read, the rights cannot be', async () => {
  const before = lxca.untouched();
  const report = await check('operator', 'Operator-1');
  expect(wordsOf(report)).toBe('yes yes unknown unknown');
  expect(report).toMatchObject({ usable: true, version: '4.2.0', warnings: [] });
  expect(lxca.writes()).toEqual(['POST /sessions', 'DELETE /sessions']);
  expect(lxca.untouched()).toEqual(before);
});

test('a user may check more often than sessions are allowed', async () => {
  lxca.simulator.control({ do: 'rateLimit', limits: { sessionsPerUser: 2 } });
  for (const _ of Array(4)) expect(wordsOf(await check('colleague', 'Colleague-1'))).toBe('yes yes unknown unknown');
  lxca.simulator.control({ do: 'rateLimit', limits: { sessionsPerUser: -1 } });
});

test('basic authentication opens no session', async () => {
  const report = await check('viewer', 'Viewer-1', { login: 'basic' });
  expect(wordsOf(report)).toBe('yes yes unknown unknown');
  expect(report.version).toBe('4.2.0');
  expect(lxca.writes()).toEqual([]);
});

test.each(['session', 'basic'])('a wrong password is tried once (%s)', async (login) => {
  const report = await check('operator', 'wrong-one', { login });
  expect(wordsOf(report)).toBe('no unknown unknown unknown');
  expect(report).toMatchObject({ usable: false });
  expect(JSON.stringify(report)).not.toContain('wrong-one');
  expect(lxca.simulator.ledger().calls).toHaveLength(1);
});

test('a read that is refused is a missing right, and the session is ended all the same', async () => {
  lxca.simulator.addFaults({ match: { path: '/tasks' }, action: { do: 'status', status: 403 }, times: 'always' });
  const report = await check('operator', 'Operator-1');
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report.abilities.read.source).toMatch(/answered 403/);
  expect(lxca.writes()).toContain('DELETE /sessions');
});

test('an appliance that does not tell its version, or does not end the session, can be used', async () => {
  lxca.simulator.addFaults([
    { match: { path: '/aicc' }, action: { do: 'replaceBody', with: 'html' } },
    { match: { method: 'DELETE' }, action: { do: 'status', status: 500 } },
  ]);
  const report = await check('operator', 'Operator-1');
  expect(report).toMatchObject({ usable: true, warnings: [expect.stringMatching(/session could not be ended/)] });
  expect(report.version).toBeUndefined();
});
