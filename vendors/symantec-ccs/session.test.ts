import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../http.ts';
import { createSession, type Session } from './session.ts';
import { PASSWORD, type Stub, type StubAnswer, signal, startStub } from './stub.ts';

let stub: Stub;
let session: Session;
let now = 0;

const call: Call = { kind: 'look', method: 'GET', path: '/x', signal };
const bearer = () => stub.calls.map(({ headers }) => headers.authorization);
const logIns = () => stub.tokenCalls.map(({ body }) => body);
const BY_PASSWORD = `grant_type=password&username=dom\\user&password=${PASSWORD}`;
const BY_REFRESH = 'grant_type=refresh_token&refresh_token=again';

beforeEach(async () => {
  stub = await startStub();
  stub.api = () => ({ body: 'ok' });
  now = 0;
  session = createSession(stub.access, () => now);
});
afterEach(() => stub.close());

/** Only the token with this number is good. */
function takeOnly(number: () => number): void {
  stub.api = ({ headers }): StubAnswer =>
    headers.authorization === `Bearer token-${number()}` ? { body: 'ok' } : { status: 401 };
}

describe('logging in', () => {
  test("sends the form text of the vendor's script", async () => {
    await session.send(call);
    expect(logIns()).toEqual([BY_PASSWORD]);
    expect(stub.tokenCalls[0]?.headers['content-type']).toBe('application/json');
    expect(bearer()).toEqual(['Bearer token-1']);
  });

  test('sends the password in Base64 where the endpoint says so', async () => {
    await createSession({ ...stub.access, settings: { passwordEncoding: 'base64' } }).send(call);
    expect(logIns()).toEqual(['grant_type=password&username=dom\\user&password=UzNjcmV0LXBhc3M=']);
  });

  test('encodes what no reader of form text takes for itself', async () => {
    await createSession({
      ...stub.access,
      credentials: { username: 'dom\\user', password: 'a&b+c%41=d/é' },
    }).send(call);
    expect(logIns()).toEqual(['grant_type=password&username=dom\\user&password=a%26b%2Bc%2541=d/é']);
  });

  test('is done once for many', async () => {
    await Promise.all(Array.from({ length: 10 }, () => session.send(call)));
    expect(logIns()).toEqual([BY_PASSWORD]);
    expect(bearer()).toEqual(Array(10).fill('Bearer token-1'));
  });

  test('goes on for the others when the first has given up', async () => {
    const impatient = new AbortController();
    const held = Promise.withResolvers<void>();
    stub.tokens = async () => {
      impatient.abort();
      await held.promise;
      return { body: { access_token: 'late' } };
    };
    const first = session.send({ ...call, signal: impatient.signal });
    const second = session.send(call);
    await expect(first).rejects.toMatchObject({ type: 'Unavailable', message: /gave up waiting for a token/ });
    await expect(session.send({ ...call, signal: AbortSignal.abort() })).rejects.toMatchObject({ type: 'Unavailable' });
    held.resolve();
    expect((await second).text).toBe('ok');
    expect(stub.tokenCalls).toHaveLength(1);
  });

  test('is tried again after it failed', async () => {
    const { tokens } = stub;
    stub.tokens = () => ({ status: 502 });
    await expect(session.send(call)).rejects.toMatchObject({ type: 'Unavailable' });
    stub.tokens = tokens;
    expect((await session.send(call)).text).toBe('ok');
  });
});

describe('a token near its end', () => {
  beforeEach(() => session.send(call));

  test.each([
    [59 * 60_000 - 1, 1],
    [59 * 60_000, 2],
  ])('is refreshed in its last minute (%i ms)', async (age, count) => {
    now = age;
    await Promise.all([session.send(call), session.send(call), session.send(call)]);
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH].slice(0, count));
  });

  test('lives as long as the vendor says', async () => {
    stub.tokens = () => ({ body: { access_token: 'short', expires_in: '20' } });
    now = 3_600_000;
    await session.send(call);
    now += 17_999;
    await session.send(call);
    expect(stub.tokenCalls).toHaveLength(2);
    now += 1;
    await session.send(call);
    expect(logIns().slice(1)).toEqual([BY_REFRESH, BY_REFRESH]);
  });

  test.each([400, 401, 500])('is replaced by password where the refresh is answered with %i', async (status) => {
    const { tokens } = stub;
    stub.tokens = (asked) => (asked.body === BY_REFRESH ? { status } : tokens(asked));
    now = 3_600_000;
    await session.send(call);
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH, BY_PASSWORD]);
    expect(bearer().at(-1)).toBe('Bearer token-3');
  });

  test('is replaced by password at the next call where the refresh is never answered', async () => {
    const { tokens } = stub;
    stub.tokens = (asked) => (asked.body === BY_REFRESH ? 'hang up' : tokens(asked));
    now = 3_600_000;
    await expect(session.send(call)).rejects.toMatchObject({ type: 'Unavailable' });
    await session.send(call);
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH, BY_PASSWORD]);
  });

  test('waits with the vendor where it says "not now"', async () => {
    stub.tokens = () => ({ status: 503 });
    now = 3_600_000;
    await expect(session.send(call)).rejects.toMatchObject({ type: 'Unavailable', retryAfterMs: expect.any(Number) });
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH]);
  });
});

describe('a 401', () => {
  test('costs ten calls one new token when the vendor has restarted', async () => {
    await session.send(call);
    takeOnly(() => 2);
    const answers = await Promise.all(Array.from({ length: 10 }, () => session.send(call)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH]);
  });

  test('that comes late drops no newer token', async () => {
    const held = Promise.withResolvers<void>();
    takeOnly(() => 2);
    const { api } = stub;
    stub.api = async (asked) => {
      if (asked.url === '/slow' && asked.headers.authorization === 'Bearer token-1') await held.promise;
      return api(asked);
    };
    const slow = session.send({ ...call, path: '/slow' });
    await session.send(call);
    held.resolve();
    expect((await slow).status).toBe(200);
    expect(stub.tokenCalls).toHaveLength(2);
  });

  test('to a new token too is the answer, and the next call logs in by password', async () => {
    takeOnly(() => 3);
    expect((await session.send(call)).status).toBe(401);
    expect(bearer()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect((await session.send(call)).status).toBe(200);
    expect(logIns()).toEqual([BY_PASSWORD, BY_REFRESH, BY_PASSWORD]);
  });
});

describe('a log-in that fails', () => {
  test.each<[string, string, StubAnswer]>([
    ['400', 'Unauthorized', { status: 400, body: { error: 'invalid_grant', error_description: PASSWORD } }],
    ['401', 'Unauthorized', { status: 401 }],
    ['403', 'Unauthorized', { status: 403 }],
    ['404', 'Unavailable', { status: 404 }],
    ['429', 'RateLimited', { status: 429 }],
    ['500', 'Unavailable', { status: 500, body: PASSWORD }],
    ['503', 'Unavailable', { status: 503 }],
    ['a redirect', 'Unavailable', { status: 302, headers: { location: '/' } }],
    ['a web page', 'Unavailable', { body: '<html>log in</html>' }],
    ['half an answer', 'Unavailable', { body: `{"access_token":"${PASSWORD}` }],
    ['no token', 'Unavailable', { body: { token: PASSWORD } }],
    ['a token that no header can hold', 'Unavailable', { body: { access_token: `${PASSWORD}\n` } }],
    ['over 4 MiB', 'Unavailable', { body: PASSWORD.repeat(500_000) }],
  ])('with %s is %s, never a lost answer', async (_name, type, answer) => {
    stub.tokens = () => answer;
    const failed = await session.send({ ...call, changes: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(PASSWORD);
    expect(stub.calls).toEqual([]);
  });

  test('because the vendor hangs up is not a lost answer either', async () => {
    stub.tokens = () => 'hang up';
    await expect(session.send({ ...call, changes: true })).rejects.toMatchObject({ type: 'Unavailable' });
  });
});
