import { createPublicKey, verify } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type OracleManagedCloudOptions, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, type Json } from '../test-client.ts';
import { AT, BASE, IDENTIFIER } from './test-session.ts';

const LIST = `${BASE}/executions`;
const GRANT = 'grant_type=client_credentials';

let simulators: Simulators;
let oracle: RunningSimulator;
let ask: Ask;
afterEach(() => simulators.stop());

async function start(own: OracleManagedCloudOptions = {}): Promise<void> {
  simulators = await startSimulators({ vendors: ['oracle-managed-cloud'], http: true, 'oracle-managed-cloud': own });
  oracle = simulators.get('oracle-managed-cloud');
  ask = createClient(oracle.url, undefined);
}

const tokens = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  ask('/oauth2/v1/token', { method: 'POST', headers, body });
const look = async (token: string): Promise<number> =>
  (await ask(LIST, { headers: { authorization: `Bearer ${token}` } })).status;
const claimsOf = (token: string): Json => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

test('client credentials, in the header or the body, get a signed token with scopes', async () => {
  await start();
  const answer = await tokens(GRANT, basic('operator', 'Operator-1'));
  expect(answer.status).toBe(200);
  const { access_token, ...rest } = answer.json();
  const scope = 'mcs:oci:api:User mcs:oci:api:PrivilegedUser mcs:oci:api:Approver';
  expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3600, scope });
  const claims = claimsOf(access_token);
  expect(claims).toMatchObject({ sub: 'operator', scope, iss: oracle.url });
  expect(claims.exp - claims.iat).toBe(3600);
  expect(await look(access_token)).toBe(200);
  expect((await tokens(`${GRANT}&client_id=operator&client_secret=Operator-1`)).status).toBe(200);
  expect(oracle.ledger().callsByKind.login).toBe(2);
});

test('the published keys verify the token', async () => {
  await start();
  const { access_token } = (await tokens(GRANT, basic('operator', 'Operator-1'))).json();
  const [head = '', payload = '', signature = ''] = access_token.split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const { keys } = (await ask('/oauth2/v1/keys')).json();
  const key = createPublicKey({ format: 'jwk', key: keys.find((one: Json) => one.kid === kid) });
  const signed = Buffer.from(`${head}.${payload}`);
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('only scopes that the client has are granted', async () => {
  await start();
  const viewer = basic('viewer', 'Viewer-1');
  const refused = await tokens(`${GRANT}&scope=mcs:oci:api:User+mcs:oci:api:Approver`, viewer);
  expect(refused.status).toBe(400);
  expect(refused.json()).toEqual({
    error: 'invalid_scope',
    error_description: 'The client viewer is not granted mcs:oci:api:Approver.',
  });
  const narrow = await tokens(`${GRANT}&scope=mcs:oci:api:User`, basic('operator', 'Operator-1'));
  expect(narrow.json().scope).toBe('mcs:oci:api:User');
});

test('wrong credentials, grants and tokens are refused', async () => {
  await start();
  const wrong = await tokens(GRANT, basic('operator', 'Operator-2'));
  expect([wrong.status, wrong.json().error]).toEqual([401, 'invalid_client']);
  expect((await tokens(GRANT)).status).toBe(401);
  expect((await tokens('grant_type=password', basic('operator', 'Operator-1'))).json().error).toBe(
    'unsupported_grant_type',
  );
  const { access_token } = (await tokens(GRANT, basic('viewer', 'Viewer-1'))).json();
  const [head, , signature] = access_token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...claimsOf(access_token), scope: 'mcs:oci:api:Approver' }));
  for (const token of ['', 'nonsense', 'a.b.c', `${head}.${forged.toString('base64url')}.${signature}`]) {
    expect(await look(token)).toBe(401);
  }
  const bare = await ask(LIST);
  expect(bare.status).toBe(401);
  expect(bare.headers['www-authenticate']).toBe('Bearer');
  expect(bare.json().code).toBe('NotAuthenticated');
});

test('tokens expire, can be made worthless, and a changed secret is asked for at the next log-in', async () => {
  await start({ accessSeconds: 0.4 });
  const operator = basic('operator', 'Operator-1');
  const first = (await tokens(GRANT, operator)).json().access_token;
  expect(await look(first)).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(await look(first)).toBe(401);
  const second = (await tokens(GRANT, operator)).json().access_token;
  oracle.control({ do: 'expireTokens' });
  expect(await look(second)).toBe(401);
  oracle.control({ do: 'setPassword', user: 'operator', password: 'other' });
  expect((await tokens(GRANT, operator)).status).toBe(401);
  expect((await tokens(GRANT, basic('operator', 'other'))).status).toBe(200);
});

test('the Identifier is asked for where its page lists it, and must be the token’s', async () => {
  await start();
  const { access_token } = (await tokens(GRANT, basic('operator', 'Operator-1'))).json();
  const authorization = `Bearer ${access_token}`;
  const status = async (path: string, identifier?: string) =>
    (await ask(path, { headers: { authorization, ...(identifier === undefined ? {} : { identifier }) } })).status;
  expect(await status(LIST)).toBe(200);
  expect(await status(AT)).toBe(401);
  expect(await status(AT, IDENTIFIER)).toBe(200);
  expect(await status(LIST, '0c6d7e8f-1a2b-4c3d-8e4f-5a6b7c8d9e0f')).toBe(401);
  const cancel = { method: 'PUT', headers: { authorization }, body: '{"action":"cancel"}' };
  expect((await ask(`${BASE}/DCMATI/executions/3-7JZXAMZ`, cancel)).status).toBe(200);
  await simulators.stop();
  await start({ identifier: 'never' });
  const other = (await tokens(GRANT, basic('operator', 'Operator-1'))).json().access_token;
  expect((await ask(AT, { headers: { authorization: `Bearer ${other}` } })).status).toBe(200);
});
