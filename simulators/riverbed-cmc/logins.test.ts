import { createHash } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type RiverbedCmcOptions, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient } from '../test-client.ts';

const COMMON = '/api/common/1.0';
const JOBS = '/api/cmc.configurator/1.0/jobs';

let simulators: Simulators | undefined;
let cmc: RunningSimulator;
let ask: Ask;
afterEach(() => simulators?.stop());

async function start(own: RiverbedCmcOptions = {}): Promise<void> {
  simulators = await startSimulators({ vendors: ['riverbed-cmc'], http: true, 'riverbed-cmc': own });
  cmc = simulators.get('riverbed-cmc');
  ask = createClient(cmc.url, undefined);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const look = (headers: Record<string, string> = {}) => ask(JOBS, { headers });
const errorOf = (answer: Answer) => [answer.status, answer.json().error_id];

/** As a public client sends it. */
const HEAD = `${Buffer.from('{"alg":"none"}').toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`;
const STATE = createHash('md5').update('now').digest('hex');

function token(form: Record<string, string>): Promise<Answer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return ask(`${COMMON}/oauth/token`, { method: 'POST', headers, body: String(new URLSearchParams(form)) });
}

function tokenFor(code: string): Promise<Answer> {
  return token({ grant_type: 'access_code', assertion: `${HEAD}.${code}.`, state: STATE });
}

async function accessToken(): Promise<string> {
  return (await tokenFor('operator-access-code-1')).json().access_token;
}

function logIn(username: string, password: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return ask(`${COMMON}/login`, { method: 'POST', headers, body: JSON.stringify({ username, password }) });
}

test('the common service asks for no log-in', async () => {
  await start();
  expect((await ask(`${COMMON}/services`)).json()).toEqual([
    { id: 'common', versions: ['1.0'] },
    { id: 'cmc.configurator', versions: ['1.0', '1.1'] },
  ]);
  const methods = (await ask(`${COMMON}/auth_info`)).json().supported_methods;
  expect(methods).toEqual(expect.arrayContaining(['BASIC', 'COOKIE', 'OAUTH_2_0']));
  const { sw_version } = (await ask(`${COMMON}/info`)).json();
  expect(Number(sw_version.split('.')[0])).toBeGreaterThanOrEqual(9);
  expect((await ask(`${COMMON}/ping`, { headers: { authorization: 'Bearer stale' } })).status).toBe(204);
  expect(errorOf(await ask(`${COMMON}/nothing`))).toEqual([404, 'RESOURCE_NOT_FOUND']);
  expect(errorOf(await ask(`${COMMON}/login`))).toEqual([405, 'REQUEST_INVALID_METHOD']);
});

test('OAuth: the state comes back, and the token goes with Bearer', async () => {
  await start();
  const answer = await tokenFor('operator-access-code-1');
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ state: STATE, expires_in: 3600 });
  const { access_token } = answer.json();
  const claims = JSON.parse(Buffer.from(access_token, 'base64').toString());
  expect(new Set(Object.keys(claims))).toEqual(new Set(['nonce', 'aud', 'iss', 'prn', 'jti', 'exp', 'iat']));
  expect(claims.exp - claims.iat).toBe(3600);
  expect((await look({ authorization: `Bearer ${access_token}` })).status).toBe(200);
  expect((await look({ authorization: `SignedBearer ${access_token}` })).status).toBe(401);
  expect(cmc.ledger().callsByKind).toMatchObject({ login: 1, look: 2 });
});

test('OAuth: a token of three parts goes with SignedBearer', async () => {
  await start({ tokens: 'signed' });
  const signed = await accessToken();
  expect(signed.split('.')).toHaveLength(3);
  expect((await look({ authorization: `SignedBearer ${signed}` })).status).toBe(200);
  expect(errorOf(await look({ authorization: `Bearer ${signed}` }))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
});

test('OAuth: the form of older clients, and what is refused', async () => {
  await start();
  const query = 'grant_type=access_code&assertion=operator-access-code-1';
  const old = await ask(`${COMMON}/oauth/token?${query}`, { method: 'POST', body: '"POST"' });
  expect([old.status, 'state' in old.json()]).toEqual([200, false]);
  // Public scripts send the form without its type, which they put in the query instead.
  const script = `grant_type=access_code&assertion=${HEAD}.operator-access-code-1.&state=state_string`;
  const types = 'Content-type=application/x-www-form-urlencoded&Accept=application/json';
  const plain = await ask(`${COMMON}/oauth/token?${types}`, { method: 'POST', body: script });
  expect([plain.status, plain.json().state]).toEqual([200, 'state_string']);
  expect(errorOf(await tokenFor('no-such-code'))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
  const tampered = { grant_type: 'access_code', assertion: 'e30.operator-access-code-1.' };
  expect(errorOf(await token(tampered))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
  expect(errorOf(await token({ grant_type: 'password' }))).toEqual([400, 'REQUEST_INVALID_INPUT']);
});

test('cookie: from the header or made of the body, until it is logged out', async () => {
  await start();
  const answer = await logIn('operator', 'Operator-1');
  expect(answer.status).toBe(200);
  const { session_key, session_id } = answer.json();
  const cookie = `${session_key}=${session_id}`;
  expect(answer.headers['set-cookie']).toEqual([`${cookie}; Path=/; HttpOnly`]);
  expect((await look({ cookie: `${session_key}=old; ${cookie}; Path=/; HttpOnly` })).status).toBe(200);
  expect((await ask(`${COMMON}/logout`, { method: 'POST', headers: { cookie } })).status).toBe(204);
  expect(errorOf(await look({ cookie }))).toEqual([401, 'AUTH_INVALID_SESSION']);
  expect(errorOf(await ask(`${COMMON}/logout`, { method: 'POST', headers: { cookie } }))).toEqual([
    401,
    'AUTH_INVALID_SESSION',
  ]);
  expect(errorOf(await logIn('operator', 'wrong'))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
});

test('the four AUTH errors', async () => {
  await start({ tokenSeconds: 0.2, sessionSeconds: 0.2 });
  const authorization = `Bearer ${await accessToken()}`;
  const { session_key, session_id } = (await logIn('operator', 'Operator-1')).json();
  await sleep(250);
  expect(errorOf(await look())).toEqual([401, 'AUTH_REQUIRED']);
  expect(errorOf(await look({ authorization }))).toEqual([401, 'AUTH_EXPIRED_TOKEN']);
  expect(errorOf(await look({ cookie: `${session_key}=${session_id}` }))).toEqual([401, 'AUTH_INVALID_SESSION']);
  expect(errorOf(await look(basic('operator', 'wrong')))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
  expect(errorOf(await look({ authorization: 'Bearer never-issued' }))).toEqual([401, 'AUTH_INVALID_CREDENTIALS']);
});

test('use renews a session, and not a token', async () => {
  await start({ tokenSeconds: 0.5, sessionSeconds: 0.5 });
  const authorization = `Bearer ${await accessToken()}`;
  const { session_key, session_id } = (await logIn('operator', 'Operator-1')).json();
  const headers = { cookie: `${session_key}=${session_id}` };
  for (let round = 0; round < 4; round += 1) {
    await sleep(200);
    expect((await look(headers)).status).toBe(200);
    await look({ authorization });
  }
  expect(errorOf(await look({ authorization }))).toEqual([401, 'AUTH_EXPIRED_TOKEN']);
});

test('errors have exactly two keys, in JSON and in XML', async () => {
  await start();
  const json = await look();
  expect(Object.keys(json.json())).toEqual(['error_id', 'error_text']);
  expect(json.headers['content-type']).toContain('application/json');
  const xml = await look({ accept: 'text/xml' });
  expect(xml.headers['content-type']).toBe('text/xml');
  expect(xml.body).toContain('<error error_id="AUTH_REQUIRED" error_text="This resource requires authentication."/>');
});

test('a user without the right to write may look, and neither start nor cancel', async () => {
  await start();
  const headers = basic('viewer', 'Viewer-1');
  expect((await look(headers)).status).toBe(200);
  const body = '{"feature_ids":[1],"site_ids":[1]}';
  for (const path of [JOBS, `${JOBS}/items/5/cancel`]) {
    const refused = await ask(path, { method: 'POST', headers, body: path === JOBS ? body : '' });
    expect(errorOf(refused)).toEqual([403, 'AUTH_FORBIDDEN']);
    expect(refused.json().error_text).toBe('The user viewer does not have the right: configurator write.');
  }
  const { jobs } = cmc.ledger();
  expect(jobs.every((job) => job.startRequests === 0)).toBe(true);
  expect(jobs.find((job) => job.id === '5')?.state).toBe('running');
});

test('a restart ends tokens and sessions; a changed password counts at the next log-in', async () => {
  await start();
  const authorization = `Bearer ${await accessToken()}`;
  const { session_key, session_id } = (await logIn('operator', 'Operator-1')).json();
  const cookie = `${session_key}=${session_id}`;
  cmc.control({ do: 'setPassword', user: 'operator', password: 'other' });
  expect((await look({ cookie })).status).toBe(200);
  expect((await look(basic('operator', 'Operator-1'))).status).toBe(401);
  expect((await logIn('operator', 'Operator-1')).status).toBe(401);
  cmc.control({ do: 'expireTokens' });
  expect(errorOf(await look({ authorization }))).toEqual([401, 'AUTH_EXPIRED_TOKEN']);
  expect(errorOf(await look({ cookie }))).toEqual([401, 'AUTH_INVALID_SESSION']);
  expect((await look({ authorization: `Bearer ${await accessToken()}` })).status).toBe(200);
});

test('ways to log in can be closed', async () => {
  await start({ logins: ['BASIC'] });
  expect((await ask(`${COMMON}/auth_info`)).json()).toEqual({ supported_methods: ['BASIC'] });
  expect((await logIn('operator', 'Operator-1')).status).toBe(404);
  expect((await tokenFor('operator-access-code-1')).status).toBe(404);
  expect((await look(basic('operator', 'Operator-1'))).status).toBe(200);
});
