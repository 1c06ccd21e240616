import { afterEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, type SymantecCcsOptions, startSimulators } from '../index.ts';
import { type Answer, type Ask, createClient } from '../test-client.ts';

const JOBS = '/ccs/api/v1/Jobs?jobname=Unix-Baseline';

let simulators: Simulators | undefined;
let ccs: RunningSimulator;
let ask: Ask;
afterEach(() => simulators?.stop());

async function start(own: SymantecCcsOptions = {}): Promise<void> {
  simulators = await startSimulators({ vendors: ['symantec-ccs'], http: true, 'symantec-ccs': own });
  ccs = simulators.get('symantec-ccs');
  ask = createClient(ccs.url, undefined);
}

function tokens(body: string, type = 'application/json'): Promise<Answer> {
  return ask('/ccs/api/v1/oauth/tokens', { method: 'POST', headers: { 'content-type': type }, body });
}

const RAW = 'grant_type=password&username=domain1\\administrator&password=pass@123';
const look = async (token: string) => (await ask(JOBS, { headers: { authorization: `Bearer ${token}` } })).status;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ['raw text under a JSON type', RAW, 'application/json'],
  ['raw text under a form type', RAW, 'application/x-www-form-urlencoded'],
  [
    'encoded',
    'grant_type=password&username=domain1%5Cadministrator&password=pass%40123',
    'application/x-www-form-urlencoded',
  ],
  [
    'Base64, as the page says',
    `grant_type=password&username=domain1\\administrator&password=${btoa('pass@123')}`,
    'application/json',
  ],
])('a token is issued: %s', async (_what, body, type) => {
  await start();
  const answer = await tokens(body, type);
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ token_type: 'bearer', expires_in: 3599 });
  expect(await look(answer.json().access_token)).toBe(200);
  expect(ccs.ledger().callsByKind.login).toBe(1);
});

test('raw values need no encoding, whatever stands in them', async () => {
  await start({ users: [{ name: 'domain1\\odd', password: 'a+b%40&c=d', may: ['View all jobs'] }] });
  expect((await tokens('grant_type=password&username=domain1\\odd&password=a+b%40&c=d')).status).toBe(200);
});

test('raw values may stand in any order', async () => {
  await start({ users: [{ name: 'domain1\\odd', password: 'a+b', may: ['View all jobs'] }] });
  expect((await tokens('username=domain1\\odd&password=a+b&grant_type=password')).status).toBe(200);
  expect((await tokens('password=a+b&grant_type=password&username=domain1\\odd')).status).toBe(200);
});

test('wrong credentials, a JSON body and no token are refused', async () => {
  await start();
  expect((await tokens(`${RAW}4`)).status).toBe(401);
  expect((await tokens('{"grant_type":"password"}')).status).toBe(400);
  expect(await look('nonsense')).toBe(401);
  expect((await ask(JOBS)).status).toBe(401);
});

test('the form of the password can be prescribed', async () => {
  await start({ passwords: 'base64' });
  expect((await tokens(RAW)).status).toBe(401);
  expect((await tokens(RAW.replace('pass@123', btoa('pass@123')))).status).toBe(200);
});

test('access tokens expire, refresh tokens later', async () => {
  await start({ accessSeconds: 0.3, refreshSeconds: 0.8 });
  const first = (await tokens(RAW)).json();
  expect(await look(first.access_token)).toBe(200);
  await sleep(350);
  expect(await look(first.access_token)).toBe(401);
  const renewal = `grant_type=refresh_token&refresh_token=${first.refresh_token}`;
  expect(await look((await tokens(renewal)).json().access_token)).toBe(200);
  await sleep(600);
  expect((await tokens(renewal)).status).toBe(401);
});

test('a restart of the service kills access tokens, not refresh tokens', async () => {
  await start();
  const { access_token, refresh_token } = (await tokens(RAW)).json();
  await ask('/_control', { method: 'POST', body: '{"do":"expireTokens"}' });
  expect(await look(access_token)).toBe(401);
  expect((await tokens(`grant_type=refresh_token&refresh_token=${refresh_token}`)).status).toBe(200);
  ccs.control({ do: 'expireTokens', which: 'all' });
  expect((await tokens(`grant_type=refresh_token&refresh_token=${refresh_token}`)).status).toBe(401);
});

test('a changed password is asked for at the next log-in', async () => {
  await start();
  const { access_token } = (await tokens(RAW)).json();
  ccs.control({ do: 'setPassword', user: 'domain1\\administrator', password: 'other' });
  expect(await look(access_token)).toBe(200);
  expect((await tokens(RAW)).status).toBe(401);
});
