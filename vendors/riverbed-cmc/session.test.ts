import { afterEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../http.ts';
import type { CmcCredentials } from './credentials.ts';
import { createSession, type Session } from './session.ts';
import { BY_COOKIE, errorOf, PASSWORD, type Stub, type StubAnswer, signal, startStub } from './stub.ts';

const BY_CODE = { accessCode: 'eyJub25jZSI6.Q0RF==' };
const BASIC = { ...BY_COOKIE, login: 'basic' } as const;
const call: Call = { kind: 'look', method: 'GET', path: '/x', signal };

let stub: Stub;
let session: Session;
afterEach(() => stub.close());

async function open(given: CmcCredentials): Promise<void> {
  stub = await startStub(given);
  stub.api = () => ({ body: 'ok' });
  session = createSession(stub.access);
}
const passes = () => stub.calls.map(({ headers }) => headers.authorization ?? headers.cookie);
const sendTen = () => Promise.all(Array.from({ length: 10 }, () => session.send(call)));

describe('logging in', () => {
  test.each([BY_COOKIE, { ...BY_COOKIE, login: 'cookie' } as const])('for a cookie (%#)', async (given) => {
    await open(given);
    await session.send(call);
    expect(stub.logInCalls).toMatchObject([
      { method: 'POST', url: '/api/common/1.0/login', body: `{"username":"reeve","password":"${PASSWORD}"}` },
    ]);
    expect(stub.logInCalls[0]?.headers['content-type']).toBe('application/json');
    expect(passes()).toEqual(['session=c1; lb=a']);
  });

  test('with an access code', async () => {
    await open(BY_CODE);
    await session.send(call);
    expect(stub.logInCalls).toMatchObject([{ method: 'POST', url: '/api/common/1.0/oauth/token' }]);
    expect(stub.logInCalls[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(stub.logInCalls[0]?.body))).toEqual({
      grant_type: 'access_code',
      assertion: 'eyJhbGciOiJub25lIn0=.eyJub25jZSI6.Q0RF==.',
      state: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(passes()).toEqual(['Bearer token-1']);
  });

  test('with an access code for a signed token', async () => {
    await open(BY_CODE);
    stub.logIns = ({ body }) => ({ body: { access_token: 'a.b.c', state: new URLSearchParams(body).get('state') } });
    await session.send(call);
    expect(passes()).toEqual(['SignedBearer a.b.c']);
  });

  test('with a new state each time', async () => {
    await open(BY_CODE);
    await session.send(call);
    await createSession(stub.access).send(call);
    expect(new Set(stub.logInCalls.map(({ body }) => new URLSearchParams(body).get('state'))).size).toBe(2);
  });

  test('is no call of its own with basic authentication', async () => {
    await open({ ...BASIC, password: 'pä:ss' });
    await session.send(call);
    expect(stub.logInCalls).toEqual([]);
    expect(passes()).toEqual([`Basic ${Buffer.from('reeve:pä:ss').toString('base64')}`]);
  });

  test.each([
    ['a cookie', BY_COOKIE],
    ['an access code', BY_CODE],
  ])('is done once for ten calls, by %s', async (_way, given) => {
    await open(given);
    await sendTen();
    expect(stub.logInCalls).toHaveLength(1);
    expect(new Set(passes()).size).toBe(1);
  });

  test('goes on for the others when the first has given up', async () => {
    await open(BY_COOKIE);
    const impatient = new AbortController();
    const held = Promise.withResolvers<void>();
    const { logIns } = stub;
    stub.logIns = async (asked) => {
      impatient.abort();
      await held.promise;
      return logIns(asked);
    };
    const first = session.send({ ...call, signal: impatient.signal });
    const second = session.send(call);
    await expect(first).rejects.toMatchObject({ type: 'Unavailable', message: /gave up waiting for a log-in/ });
    await expect(session.send({ ...call, signal: AbortSignal.abort() })).rejects.toMatchObject({ type: 'Unavailable' });
    held.resolve();
    expect((await second).text).toBe('ok');
    expect(stub.logInCalls).toHaveLength(1);
  });

  test('is tried again after it failed', async () => {
    await open(BY_COOKIE);
    const { logIns } = stub;
    stub.logIns = () => ({ status: 502 });
    await expect(session.send(call)).rejects.toMatchObject({ type: 'Unavailable' });
    stub.logIns = logIns;
    expect((await session.send(call)).text).toBe('ok');
  });
});

describe('a session that has expired', () => {
  const takeOnly = (pass: string, refusal: StubAnswer) => {
    stub.api = ({ headers }) => ((headers.authorization ?? headers.cookie) === pass ? { body: 'ok' } : refusal);
  };
  const xml = '<?xml version="1.0"?><error error_id="AUTH_EXPIRED_TOKEN" error_text="Token has expired"/>';

  test.each<[string, StubAnswer]>([
    ['AUTH_REQUIRED', { status: 401, body: errorOf('AUTH_REQUIRED') }],
    ['AUTH_INVALID_SESSION', { status: 401, body: errorOf('AUTH_INVALID_SESSION') }],
    ['AUTH_EXPIRED_TOKEN', { status: 401, body: errorOf('AUTH_EXPIRED_TOKEN') }],
    ['AUTH_INVALID_CREDENTIALS', { status: 403, body: errorOf('AUTH_INVALID_CREDENTIALS') }],
    ['the same with another status', { status: 500, body: errorOf('AUTH_EXPIRED_TOKEN') }],
    ['XML', { status: 400, body: xml }],
    ['a 401 without words', { status: 401 }],
  ])('is renewed once for ten calls, told by %s', async (_name, refusal) => {
    await open(BY_CODE);
    await session.send(call);
    takeOnly('Bearer token-2', refusal);
    const answers = await sendTen();
    expect(answers.map(({ text }) => text)).toEqual(Array(10).fill('ok'));
    expect(stub.logInCalls).toHaveLength(2);
  });

  test('is renewed by cookie too', async () => {
    await open(BY_COOKIE);
    takeOnly('session=c2; lb=a', { status: 401, body: errorOf('AUTH_INVALID_SESSION') });
    expect((await session.send(call)).text).toBe('ok');
    expect(stub.logInCalls).toHaveLength(2);
  });

  test('that is told late drops no newer one', async () => {
    await open(BY_CODE);
    const held = Promise.withResolvers<void>();
    takeOnly('Bearer token-2', { status: 401 });
    const { api } = stub;
    stub.api = async (asked) => {
      if (asked.url === '/slow' && asked.headers.authorization === 'Bearer token-1') await held.promise;
      return api(asked);
    };
    const slow = session.send({ ...call, path: '/slow' });
    await session.send(call);
    held.resolve();
    expect((await slow).status).toBe(200);
    expect(stub.logInCalls).toHaveLength(2);
  });

  test('is not renewed twice for one call; the next call logs in anew', async () => {
    await open(BY_CODE);
    takeOnly('Bearer token-3', { status: 401, body: errorOf('AUTH_REQUIRED') });
    expect((await session.send(call)).status).toBe(401);
    expect(passes()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect((await session.send(call)).status).toBe(200);
    expect(passes().slice(2)).toEqual(['Bearer token-3']);
  });

  test('is not read out of a good answer', async () => {
    await open(BY_CODE);
    stub.api = () => ({ body: errorOf('AUTH_REQUIRED') });
    expect((await session.send(call)).status).toBe(200);
    expect(stub.calls).toHaveLength(1);
  });

  test.each([403, 404, 500])('is not suspected in a %i of another kind', async (status) => {
    await open(BY_CODE);
    stub.api = () => ({ status, body: errorOf('RESOURCE_NOT_FOUND') });
    expect((await session.send(call)).status).toBe(status);
    expect(stub.calls).toHaveLength(1);
    expect(stub.logInCalls).toHaveLength(1);
  });

  test('is nothing that basic authentication has: the same password is not sent twice', async () => {
    await open(BASIC);
    stub.api = () => ({ status: 401, body: errorOf('AUTH_INVALID_CREDENTIALS') });
    expect((await session.send(call)).status).toBe(401);
    expect(stub.calls).toHaveLength(1);
  });
});

describe('a log-in that fails', () => {
  const echo = (token: unknown) => (asked: { body: string }) => ({
    body: { access_token: token, state: new URLSearchParams(asked.body).get('state') },
  });
  const always = (answer: StubAnswer | 'hang up') => () => answer;

  test.each<[string, string, CmcCredentials, Stub['logIns']]>([
    ['400', 'Unauthorized', BY_CODE, always({ status: 400, body: errorOf('INVALID', PASSWORD) })],
    ['401', 'Unauthorized', BY_COOKIE, always({ status: 401, body: errorOf('AUTH_INVALID_CREDENTIALS', PASSWORD) })],
    ['403', 'Unauthorized', BY_COOKIE, always({ status: 403 })],
    ['500 for the credentials', 'Unauthorized', BY_CODE, always({ status: 500, body: errorOf('AUTH_REQUIRED') })],
    ['404', 'Unavailable', BY_COOKIE, always({ status: 404 })],
    ['429', 'RateLimited', BY_COOKIE, always({ status: 429 })],
    ['500', 'Unavailable', BY_COOKIE, always({ status: 500, body: PASSWORD })],
    ['503', 'Unavailable', BY_CODE, always({ status: 503 })],
    ['a redirect', 'Unavailable', BY_COOKIE, always({ status: 302, headers: { location: '/' } })],
    ['no cookie', 'Unavailable', BY_COOKIE, always({ body: PASSWORD })],
    ['an empty cookie', 'Unavailable', BY_COOKIE, always({ headers: { 'set-cookie': 'session=; Max-Age=0' } })],
    ['a web page', 'Unavailable', BY_CODE, always({ body: `<html>${PASSWORD}</html>` })],
    ['no state', 'Unavailable', BY_CODE, always({ body: { access_token: PASSWORD } })],
    ['another state', 'Unavailable', BY_CODE, always({ body: { access_token: PASSWORD, state: 'x' } })],
    ['no token', 'Unavailable', BY_CODE, echo(undefined)],
    ['a token of two parts', 'Unavailable', BY_CODE, echo(`${PASSWORD}.x`)],
    ['a token that no header can hold', 'Unavailable', BY_CODE, echo(`${PASSWORD}\n`)],
    ['over 4 MiB', 'Unavailable', BY_CODE, always({ body: PASSWORD.repeat(500_000) })],
    ['a cut connection', 'Unavailable', BY_COOKIE, always('hang up')],
  ])('with %s is %s, never a lost answer', async (_name, type, given, logIns) => {
    await open(given);
    stub.logIns = logIns;
    const failed = await session.send({ ...call, changes: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(PASSWORD);
    expect(stub.calls).toEqual([]);
  });
});
