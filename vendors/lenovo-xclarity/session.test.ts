import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../http.ts';
import { createSession, type Session } from './session.ts';
import { PASSWORD, type Stub, type StubAnswer, sessionAnswer, signal, startStub } from './stub.ts';

let stub: Stub;
let session: Session;

const call: Call = { kind: 'look', method: 'GET', path: '/x', signal };
const sessionsSeen = () => stub.calls.map(({ headers }) => headers['x-csrf-token']);

beforeEach(async () => {
  stub = await startStub();
  stub.api = () => ({ body: 'ok' });
  session = createSession(stub.access);
});
afterEach(() => stub.close());

/** Only the session with this number is good. */
function takeOnly(number: () => number): void {
  stub.api = ({ headers }): StubAnswer =>
    headers['x-csrf-token'] === `csrf-${number()}` ? { body: 'ok' } : { status: 401 };
}

describe('logging in', () => {
  test('sends user and password, and each call then cookies and csrf', async () => {
    await session.send({ ...call, headers: { 'content-type': 'application/json' } });
    expect(stub.logIns).toMatchObject([
      {
        method: 'POST',
        body: `{"UserId":"REEVE","password":"${PASSWORD}"}`,
        headers: { 'content-type': 'application/json' },
      },
    ]);
    expect(stub.calls[0]?.headers).toMatchObject({
      cookie: 'JSESSIONID=s1; csrf=csrf-1; inactivityTimeout=1440; user=REEVE',
      'x-csrf-token': 'csrf-1',
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(stub.calls[0]?.headers.authorization).toBeUndefined();
  });

  test("takes the csrf of the answer's body where there is no such cookie", async () => {
    stub.sessions = () => ({ ...sessionAnswer(7), headers: { 'set-cookie': ['JSESSIONID=s7; HttpOnly'] } });
    await session.send(call);
    expect(stub.calls[0]?.headers).toMatchObject({ cookie: 'JSESSIONID=s7', 'x-csrf-token': 'csrf-7' });
  });

  test('is done once for ten', async () => {
    await Promise.all(Array.from({ length: 10 }, () => session.send(call)));
    expect(stub.logIns).toHaveLength(1);
    expect(sessionsSeen()).toEqual(Array(10).fill('csrf-1'));
  });

  test('goes on for the others when the first has given up', async () => {
    const impatient = new AbortController();
    const held = Promise.withResolvers<void>();
    stub.sessions = async () => {
      impatient.abort();
      await held.promise;
      return sessionAnswer(1);
    };
    const first = session.send({ ...call, signal: impatient.signal });
    const second = session.send(call);
    await expect(first).rejects.toMatchObject({ type: 'Unavailable', message: /gave up waiting for a session/ });
    held.resolve();
    expect((await second).text).toBe('ok');
    expect(stub.logIns).toHaveLength(1);
  });

  test('is tried again after it failed', async () => {
    const { sessions } = stub;
    stub.sessions = () => ({ status: 502 });
    await expect(session.send(call)).rejects.toMatchObject({ type: 'Unavailable' });
    stub.sessions = sessions;
    expect((await session.send(call)).text).toBe('ok');
  });
});

describe('an expired session', () => {
  test('costs ten calls one log-in', async () => {
    await session.send(call);
    takeOnly(() => 2);
    const answers = await Promise.all(Array.from({ length: 10 }, () => session.send(call)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(stub.logIns).toHaveLength(2);
  });

  test('that is answered late drops no newer one', async () => {
    const held = Promise.withResolvers<void>();
    takeOnly(() => 2);
    const { api } = stub;
    stub.api = async (asked) => {
      if (asked.url === '/slow' && asked.headers['x-csrf-token'] === 'csrf-1') await held.promise;
      return api(asked);
    };
    const slow = session.send({ ...call, path: '/slow' });
    await session.send(call);
    held.resolve();
    expect((await slow).status).toBe(200);
    expect(stub.logIns).toHaveLength(2);
  });

  test('is renewed once: a second 401 is the answer, and the next call logs in anew', async () => {
    takeOnly(() => 3);
    expect((await session.send(call)).status).toBe(401);
    expect(sessionsSeen()).toEqual(['csrf-1', 'csrf-2']);
    expect((await session.send(call)).status).toBe(200);
    expect(sessionsSeen()).toEqual(['csrf-1', 'csrf-2', 'csrf-3']);
  });
});

describe('a log-in that fails', () => {
  test.each<[string, string, StubAnswer]>([
    ['400', 'Unauthorized', { status: 400, body: { messages: [{ text: PASSWORD }] } }],
    ['401', 'Unauthorized', { status: 401 }],
    ['403', 'Unauthorized', { status: 403 }],
    ['404', 'Unavailable', { status: 404 }],
    ['429', 'RateLimited', { status: 429 }],
    ['500', 'Unavailable', { status: 500, body: PASSWORD }],
    ['503', 'Unavailable', { status: 503 }],
    ['a redirect', 'Unavailable', { status: 302, headers: { location: '/' } }],
    ['no cookie', 'Unavailable', { body: { result: 'failure', messages: [{ text: PASSWORD }] } }],
    ['a cookie without a value', 'Unavailable', { headers: { 'set-cookie': 'JSESSIONID=; Max-Age=0' } }],
    [
      'a password to be changed',
      'Unauthorized',
      { ...sessionAnswer(1), body: { response: { pwChangeRequired: true } } },
    ],
    ['over 4 MiB', 'Unavailable', { body: PASSWORD.repeat(500_000) }],
  ])('with %s is %s, never a lost answer', async (_name, type, answer) => {
    stub.sessions = () => answer;
    const failed = await session.send({ ...call, changes: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(PASSWORD);
    expect(stub.calls).toEqual([]);
  });

  test('because the vendor hangs up is not a lost answer either', async () => {
    stub.sessions = () => 'hang up';
    await expect(session.send({ ...call, changes: true })).rejects.toMatchObject({ type: 'Unavailable' });
  });
});

test('basic sends the password with each call and never logs in', async () => {
  const basic = createSession({ ...stub.access, settings: { ...stub.access.settings, login: 'basic' } });
  stub.api = () => ({ status: 401 });
  expect((await basic.send(call)).status).toBe(401);
  expect(stub.calls).toHaveLength(1);
  const authorization = `Basic ${Buffer.from(`REEVE:${PASSWORD}`).toString('base64')}`;
  expect(stub.calls[0]?.headers).toMatchObject({ authorization });
  expect(stub.logIns).toEqual([]);
});
