import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

let ccs: Checking;
beforeAll(async () => {
  const users = [{ name: 'domain1\\nobody', password: 'Nobody-1', may: [] }];
  ccs = await startChecking('symantec-ccs', { 'symantec-ccs': { users } });
});
afterEach(() => ccs.simulator.clearFaults());
afterAll(() => ccs.stop());

function check(username: string, password: string) {
  ccs.simulator.resetCalls();
  return ccs.check({ credentials: { username: `domain1\\${username}`, password: SECRET } }, password);
}

test('a good user may log in and read; whether more, no read tells', async () => {
  const before = ccs.untouched();
  const report = await check('administrator', 'pass@123');
  expect(wordsOf(report)).toBe('yes yes unknown unknown');
  expect(report).toMatchObject({
    usable: true,
    version: 'API v1',
    abilities: { read: { source: /View all jobs/ }, start: { source: /Manage jobs/ } },
  });
  expect(ccs.writes()).toEqual(['POST /ccs/api/v1/oauth/tokens']);
  expect(ccs.untouched()).toEqual(before);
});

test('a user without any task may not read', async () => {
  const report = await check('nobody', 'Nobody-1');
  expect(wordsOf(report)).toBe('yes no unknown unknown');
  expect(report).toMatchObject({ usable: false, abilities: { read: { source: /answered 403: .*not authorized/i } } });
});

test('a wrong password is tried once', async () => {
  const report = await check('administrator', 'wrong-one');
  expect(wordsOf(report)).toBe('no unknown unknown unknown');
  expect(report.abilities.logIn.source).toMatch(/username, password and passwordEncoding/);
  expect(JSON.stringify(report)).not.toContain('wrong-one');
  expect(ccs.simulator.ledger().calls).toHaveLength(1);
});

test.each([
  [404, '{"Message":"No jobs."}', 'unknown'],
  [404, '<html>not here</html>', 'no'],
  [500, '{"Message":"Broken."}', 'no'],
  [200, '<html>welcome</html>', 'no'],
])('a search answered with %i %s shows that we may read: %s', async (status, body, can) => {
  ccs.simulator.addFaults({ match: { method: 'GET' }, action: { do: 'status', status, body } });
  expect(wordsOf(await check('administrator', 'pass@123'))).toBe(`yes ${can} unknown unknown`);
});
