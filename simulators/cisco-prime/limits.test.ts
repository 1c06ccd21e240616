import { Agent } from 'node:https';
import { afterEach, expect, test } from '@jest/globals';
import type { CiscoPrimeOptions } from '../index.ts';
import { busiestWindow, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient } from '../test-client.ts';

const LIST = '/webacs/api/v3/data/JobSummary.json';

let simulators: Simulators | undefined;
afterEach(() => simulators?.stop());

async function start(
  limits: CiscoPrimeOptions['limits'],
  latencyMs = 5,
): Promise<{ prime: RunningSimulator; ask: Ask }> {
  simulators = await startSimulators({ vendors: ['cisco-prime'], latencyMs, 'cisco-prime': { limits: limits ?? {} } });
  const prime = simulators.get('cisco-prime');
  return { prime, ask: createClient(prime.url, simulators.ca, basic('operator', 'Operator-1')) };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('the window slides: never more than five accepted in any 1,000 ms', async () => {
  const { prime, ask } = await start({ concurrentPerUser: -1 });
  for (let sent = 0; sent < 60; sent += 1) {
    await ask(LIST);
    await sleep(25);
  }
  const { calls, refusals, callsByKind } = prime.ledger();
  const accepted = calls.filter((call) => call.status === 200);
  // A millisecond of slack: the ledger notes a call just before the limit sees it.
  expect(busiestWindow(accepted, 999)).toBe(5);
  expect(accepted.length).toBeGreaterThanOrEqual(10);
  expect(refusals.look).toBe(60 - accepted.length);
  expect(callsByKind).toMatchObject({ look: 60, start: 0, total: 60 });
}, 20_000);

test('refused requests do not count, failed ones do', async () => {
  const { ask } = await start({ windowMs: 3_000 });
  for (let sent = 0; sent < 5; sent += 1) expect((await ask('/webacs/api/v3/data/unkown')).status).toBe(404);
  const refused = await ask(LIST);
  expect(refused.status).toBe(503);
  expect(refused.json().errorDocument).toMatchObject({
    httpResponseCode: 503,
    id: 'presentation.PRS-303',
    message: 'NBI Rate limit for user (operator) exceeded (More than 5 in 3,000 ms).-PRS-303',
  });
  expect(refused.headers).not.toHaveProperty('retry-after');
  for (let sent = 0; sent < 4; sent += 1) await ask(LIST);
  await sleep(3_050);
  expect((await ask(LIST)).status).toBe(200);
});

test('other users are not affected, unless the global limit is', async () => {
  const { ask } = await start({ total: 7, windowMs: 20_000 });
  for (let sent = 0; sent < 5; sent += 1) await ask(LIST);
  const headers = basic('viewer', 'Viewer-1');
  expect((await ask(LIST, { headers })).status).toBe(200);
  expect((await ask(LIST, { headers })).status).toBe(200);
  const refused = await ask(LIST, { headers });
  expect(refused.json().errorDocument.message).toBe(
    'NBI Global Rate limit exceeded (More than 7 in 20,000 ms).-PRS-303',
  );
});

test('a sixth request at the same time is refused', async () => {
  const { ask } = await start({ perUser: -1 }, 2_000);
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(LIST)));
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 200, 200, 200, 503]);
  const refused = answers.find((answer) => answer.status === 503);
  expect(refused?.json().errorDocument.message).toBe(
    'Per user concurrent query count exceeded Currently 5 : Limit is 5.-PRS-303',
  );
  expect((await ask(LIST)).status).toBe(200);
});

test('the sixth persistent connection of one user gets 401 until another one closes', async () => {
  const { ask } = await start({ perUser: -1, concurrentPerUser: -1 });
  const agents = Array.from({ length: 6 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const statuses: number[] = [];
  for (const agent of agents) statuses.push((await ask(LIST, { agent })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 401]);
  expect((await ask(LIST, { headers: { connection: 'close' } })).status).toBe(200);
  agents[0]?.destroy();
  await sleep(100);
  expect((await ask(LIST, { agent: agents[5] as Agent })).status).toBe(200);
  for (const agent of agents) agent.destroy();
});

test('v4 job service pages are not limited', async () => {
  const { ask } = await start({});
  for (let sent = 0; sent < 8; sent += 1) {
    expect((await ask('/webacs/api/v4/op/jobService/runhistory.json?jobId=103')).status).toBe(200);
  }
});
