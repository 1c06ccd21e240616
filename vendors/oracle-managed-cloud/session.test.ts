import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Call } from '../http.ts';
import { createSession, type Session } from './session.ts';
import { SCOPES } from './settings.ts';
import { goodToken, IDENTIFIER, jwt, SECRET, type Stub, type StubAnswer, signal, startStub } from './stub.ts';

let stub: Stub;
let session: Session;
let now = 0;
const call: Call = { kind: 'look', method: 'GET', path: '/x', signal };
const send = (more: Partial<Call> = {}) => session.send({ ...call, ...more }, SCOPES.read);
const bearer = () => stub.calls.map(({ headers }) => headers.authorization);

beforeEach(async () => {
  stub = await startStub();
  stub.api = () => ({ body: 'ok' });
  now = 0;
  session = createSession(stub.access, () => now);
});
afterEach(() => stub.close());

/** Only the token with this number is good. */
function takeOnly(number: number): void {
  stub.api = ({ headers }) =>
    headers.authorization === `Bearer ${goodToken(number)}` ? { body: 'ok' } : { status: 401 };
}

describe('a token from the token server', () => {
  test('is asked for by client credentials and goes with each call, as the identifier does', async () => {
    await send();
    expect(stub.tokenCalls).toMatchObject([{ method: 'POST', body: 'grant_type=client_credentials&scope=a+b' }]);
    const { headers } = stub.tokenCalls[0] ?? {};
    expect(headers?.['content-type']).toBe('application/x-www-form-urlencoded');
    const basic = Buffer.from(headers?.authorization?.slice(6) ?? '', 'base64').toString();
    expect(basic).toBe('reeve:S3cret%2F%2B%26%25');
    expect(stub.calls[0]?.headers).toMatchObject({ authorization: `Bearer ${goodToken(1)}`, identifier: IDENTIFIER });
  });

  test("may come from another host, which gets none of the vendor's calls", async () => {
    const server = await startStub();
    try {
      await createSession({ ...stub.access, credentials: server.access.credentials }).send(call, SCOPES.read);
      expect([server.tokenCalls.length, server.calls.length]).toEqual([1, 0]);
      expect([stub.tokenCalls.length, stub.calls.length]).toEqual([0, 1]);
    } finally {
      await server.close();
    }
  });

  test('is fetched once for ten calls', async () => {
    await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(stub.tokenCalls).toHaveLength(1);
    expect(bearer()).toEqual(Array(10).fill(`Bearer ${goodToken(1)}`));
  });

  test.each([
    [{ expires_in: 3_600 }, 3_540_000],
    [{ expires_in: '20' }, 18_000],
    [{ access_token: jwt({ scope: SCOPES.read, iat: 1_000, exp: 1_100 }) }, 90_000],
    [{}, 3_540_000],
  ])('of %j is renewed shortly before its end', async (fields, renewAtMs) => {
    stub.tokens = () => ({ body: { access_token: goodToken(1), ...fields } });
    await send();
    now = renewAtMs - 1;
    await send();
    expect(stub.tokenCalls).toHaveLength(1);
    now = renewAtMs;
    await Promise.all([send(), send()]);
    expect(stub.tokenCalls).toHaveLength(2);
  });

  test('that the vendor takes no more costs ten calls one new one', async () => {
    await send();
    takeOnly(2);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(stub.tokenCalls).toHaveLength(2);
  });

  test('that is refused though it is new is not tried again, and the next call gets another', async () => {
    takeOnly(3);
    expect((await send()).status).toBe(401);
    expect(bearer()).toHaveLength(2);
    expect((await send()).status).toBe(200);
    expect(stub.tokenCalls).toHaveLength(3);
  });

  test('goes on for the others when the first has given up', async () => {
    const impatient = new AbortController();
    const held = Promise.withResolvers<void>();
    stub.tokens = async () => {
      impatient.abort();
      await held.promise;
      return { body: { access_token: goodToken(1) } };
    };
    const first = send({ signal: impatient.signal });
    const second = send();
    await expect(first).rejects.toMatchObject({ type: 'Unavailable', message: /gave up waiting for a token/ });
    held.resolve();
    expect((await second).text).toBe('ok');
  });

  test.each<[string, string, StubAnswer | 'hang up']>([
    ['400', 'Unauthorized', { status: 400, body: { error_description: SECRET } }],
    ['401', 'Unauthorized', { status: 401 }],
    ['403', 'Unauthorized', { status: 403 }],
    ['404', 'Unavailable', { status: 404 }],
    ['429', 'RateLimited', { status: 429 }],
    ['500', 'Unavailable', { status: 500, body: SECRET }],
    ['503', 'Unavailable', { status: 503 }],
    ['a redirect', 'Unavailable', { status: 302, headers: { location: '/' } }],
    ['a web page', 'Unavailable', { body: '<html>log in</html>' }],
    ['no token', 'Unavailable', { body: { token: SECRET } }],
    ['a token that is no JWT', 'Unauthorized', { body: { access_token: SECRET } }],
    ['over 4 MiB', 'Unavailable', { body: SECRET.repeat(500_000) }],
    ['nothing', 'Unavailable', 'hang up'],
  ])('that fails with %s is %s, never a lost answer', async (_name, type, answer) => {
    stub.tokens = () => answer;
    const failed = await send({ changes: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(SECRET);
    expect(stub.calls).toEqual([]);
  });

  test('without the scope that a call needs is not sent', async () => {
    stub.tokens = () => ({ body: { access_token: jwt({ scp: [SCOPES.approve] }) } });
    await expect(send()).rejects.toMatchObject({ type: 'Forbidden', message: /lacks the scope mcs:oci:api:User/ });
    expect(stub.calls).toEqual([]);
  });

  test('that names no scopes is left to the vendor', async () => {
    stub.tokens = () => ({ body: { access_token: jwt({ sub: 'reeve' }) } });
    expect((await send()).status).toBe(200);
  });
});

describe('a token from a file', () => {
  let folder: string;
  let tokenFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reeve-token-'));
    tokenFile = join(folder, 'token');
    session = createSession({ ...stub.access, credentials: { tokenFile } });
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('counts as soon as it is there', async () => {
    await writeFile(tokenFile, `${goodToken(1)}\n`);
    await send();
    await writeFile(tokenFile, goodToken(2));
    await send();
    expect(bearer()).toEqual([`Bearer ${goodToken(1)}`, `Bearer ${goodToken(2)}`]);
    expect(stub.tokenCalls).toEqual([]);
  });

  test('that is refused is sent again only where it was renewed meanwhile', async () => {
    await writeFile(tokenFile, goodToken(1));
    takeOnly(2);
    expect((await send()).status).toBe(401);
    expect(stub.calls).toHaveLength(1);
    const { api } = stub;
    stub.api = async (asked) => {
      await writeFile(tokenFile, goodToken(2));
      return api(asked);
    };
    expect((await send()).status).toBe(200);
  });

  test.each([
    ['is not there', undefined, 'Unavailable', /ENOENT/],
    ['is empty', '\n', 'Unavailable', /is empty/],
    ['is no JWT', SECRET, 'Unauthorized', /no JWT/],
  ])('that %s is not sent', async (_why, text, type, message) => {
    if (text !== undefined) await writeFile(tokenFile, text);
    const failed = await send({ changes: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ type, message });
    expect(String(failed)).not.toContain(SECRET);
    expect(stub.calls).toEqual([]);
  });
});
