import { afterEach, expect, test } from '@jest/globals';
import { type LenovoXclarityOptions, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient } from '../test-client.ts';

let simulators: Simulators | undefined;
let lxca: RunningSimulator;
let ask: Ask;
afterEach(() => simulators?.stop());

async function start(own: LenovoXclarityOptions = {}, http = true): Promise<void> {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], http, 'lenovo-xclarity': own });
  lxca = simulators.get('lenovo-xclarity');
  ask = createClient(lxca.url, simulators.ca);
}

const logIn = (UserId = 'operator', password = 'Operator-1'): Promise<Answer> =>
  ask('/sessions', { method: 'POST', body: JSON.stringify({ UserId, password }) });

/** As a client with a cookie jar sends it. */
function session(answer: Answer): Record<string, string> {
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  const csrf = cookies.find((cookie) => cookie?.startsWith('csrf='))?.slice(5) ?? '';
  return { cookie: cookies.join('; '), 'x-csrf-token': csrf };
}

const look = async (headers: Record<string, string>) => (await ask('/tasks', { headers })).status;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('the log-in page’s sample opens a session, with four cookies', async () => {
  await start({}, false);
  const body = '{\n"password": "passw0rd",\n"UserId": "test"\n}';
  const answer = await ask('/sessions', { method: 'POST', body });
  expect(answer.status).toBe(200);
  const { result, response, messages } = answer.json();
  expect([result, messages.length, response.pwChangeRequired]).toEqual(['success', 1, false]);
  expect(response.session).toMatchObject({ UserId: 'test', inactivityTimeout: '1440' });
  const cookies = answer.headers['set-cookie'] ?? [];
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['JSESSIONID', 'csrf', 'inactivityTimeout', 'user']);
  expect(cookies.every((cookie) => cookie.endsWith('; Path=/; Secure'))).toBe(true);
  expect(await look(session(answer))).toBe(200);
  expect((await ask('/aicc', { headers: session(answer) })).json().appliance.status).toBe('Normal');
  expect(lxca.ledger().callsByKind.login).toBe(1);
});

test('a session without its csrf header, or with another one, is refused', async () => {
  await start();
  const { cookie = '' } = session(await logIn());
  expect(await look({ cookie })).toBe(403);
  expect(await look({ cookie, 'x-csrf-token': 'other' })).toBe(403);
});

test('wrong credentials and missing ones are refused, at the log-in and in basic authentication', async () => {
  await start();
  const refused = await logIn('operator', 'wrong');
  expect([refused.status, refused.json().result]).toEqual([400, 'failure']);
  expect(refused.json().messages[0]).toMatchObject({
    id: expect.stringMatching(/^FQXHM[A-Z]{2}\d{4}[A-Z]$/),
    text: expect.any(String),
    explanation: expect.any(String),
    recovery: [{ text: expect.any(String), URL: '' }],
  });
  expect((await logIn('nobody', 'x')).status).toBe(400);
  expect((await ask('/sessions', { method: 'POST', body: '{"UserId":"operator"}' })).status).toBe(400);
  expect(await look(basic('operator', 'wrong'))).toBe(401);
  expect(await look({})).toBe(401);
  expect(await look(basic('operator', 'Operator-1'))).toBe(200);
});

test.each([401, 403] as const)('wrong credentials at the log-in can be %i', async (loginRefusal) => {
  await start({ loginRefusal });
  expect((await logIn('operator', 'wrong')).status).toBe(loginRefusal);
});

test('sessions are listed, and end at the log-out, which answers JSON', async () => {
  await start();
  const headers = session(await logIn());
  const list = (await ask('/sessions', { headers })).json().response;
  expect(list).toMatchObject([{ UserId: 'operator', isOwnSession: true }]);
  expect((await ask('/sessions', { method: 'DELETE', headers })).json().result).toBe('success');
  expect(await look(headers)).toBe(401);
});

test('a session ends without requests; each one renews it, but not one that says it is no user’s', async () => {
  await start({ inactivitySeconds: 0.5 });
  const [used, polled] = [session(await logIn()), session(await logIn())];
  for (let round = 0; round < 3; round += 1) {
    await sleep(250);
    expect(await look(used)).toBe(200);
    await look({ ...polled, 'x-not-user-input': 'checkSession' });
  }
  expect(await look(polled)).toBe(401);
});

test('a restart ends every session, a changed password none; the session limit can be scripted', async () => {
  await start();
  const headers = session(await logIn());
  lxca.control({ do: 'setPassword', user: 'operator', password: 'other' });
  expect(await look(headers)).toBe(200);
  expect((await logIn()).status).toBe(400);
  lxca.control({ do: 'rateLimit', limits: { sessionsPerUser: 1 } });
  expect((await logIn('operator', 'other')).status).toBe(403);
  lxca.control({ do: 'expireTokens' });
  expect(await look(headers)).toBe(401);
  expect((await logIn('operator', 'other')).status).toBe(200);
});

test('a user who may only look is refused in the page’s words, and starts nothing', async () => {
  await start();
  const headers = basic('viewer', 'Viewer-1');
  const jobs = lxca.ledger().jobs.length;
  expect(await look(headers)).toBe(200);
  const attempts = [
    await ask('/tasks', { method: 'POST', headers, body: '{"title":"x"}' }),
    await ask('/tasks', { method: 'PUT', headers, body: '{"action":"cancel","list":["10"]}' }),
    await ask('/nodes/6B538D351B8211E193F65CF3FC6E4030', { method: 'PUT', headers, body: '{"powerState":"powerOff"}' }),
    await ask('/ffdc/endpoint/6B538D351B8211E193F65CF3FC6E4030', { headers }),
  ];
  for (const answer of attempts) {
    expect(answer.status).toBe(403);
    expect(answer.json().messages[0]).toMatchObject({
      text: 'The orchestrator server was prevented from fulfilling the request.',
      recovery: [{ text: 'Ensure that you have privileges to perform the request.' }],
    });
  }
  expect(lxca.ledger().jobs).toHaveLength(jobs);
  const own = session(await logIn('viewer', 'Viewer-1'));
  expect((await ask('/sessions', { method: 'DELETE', headers: own })).status).toBe(200);
});
