import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Checking, SECRET, startChecking, wordsOf } from '../../test/harness/checking.ts';

/** Each check has a gate of its own, and they follow each other quickly. */
const OFF = { perUser: -1, total: -1, windowMs: 1_000, concurrentPerUser: -1 };

let prime: Checking;
beforeAll(async () => {
  const users = [{ name: 'nobody', password: 'Nobody-1', may: [] }];
  prime = await startChecking('cisco-prime', { 'cisco-prime': { users, limits: OFF } });
});
afterAll(() => prime.stop());
afterEach(() => {
  prime.simulator.control({ do: 'rateLimit', limits: OFF });
});

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

describe.each(['v2', 'v4'])("Prime's own limits, at an endpoint of %s", (apiVersion) => {
  const more = { apiVersion, limits: { requestsPerSecond: 200, sessions: 5 } };
  const allow = (limits: object) => prime.simulator.control({ do: 'rateLimit', limits });

  test.each(['xml', 'json'])('the configuration allows more: named with both numbers (%s)', async (format) => {
    allow({ perUser: 100, windowMs: 2_000, concurrentPerUser: 4 });
    const { usable, warnings } = await check('operator', 'Operator-1', { ...more, format });
    expect(usable).toBe(true);
    expect(warnings).toEqual([
      'limits.requestsPerSecond is 200; the vendor allows 50 (rateService/rateLimits: 100 in 2,000 ms)',
      'limits.concurrentRequests is 5; the vendor allows 4 (rateService/rateLimits)',
    ]);
  });

  test('where they allow as much, or are switched off, nothing is said', async () => {
    allow({ perUser: 200, total: 300, concurrentPerUser: 5 });
    expect((await check('operator', 'Operator-1', more)).warnings).toEqual([]);
    allow({ total: 199 });
    expect((await check('operator', 'Operator-1', more)).warnings).toHaveLength(1);
    allow(OFF);
    expect((await check('operator', 'Operator-1', more)).warnings).toEqual([]);
  });
});

test.each([
  [404, 'the server is older'],
  [403, 'the user may not'],
  [503, 'it is busy'],
])('limits that Prime does not tell fail nothing: %i, %s', async (status) => {
  const action = { do: 'status', status } as const;
  prime.simulator.addFaults({ match: { path: 'rateLimits' }, action });
  const report = await check('operator', 'Operator-1', { limits: { requestsPerSecond: 6 } });
  expect(report.usable).toBe(true);
  expect(report.warnings).toEqual([
    'limits.requestsPerSecond is 6; the vendor allows 5 (what this vendor is known for: 5 in 1,000 ms)',
  ]);
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
