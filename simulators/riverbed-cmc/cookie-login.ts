import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Call, header, type Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Access } from './access.ts';
import { problem } from './errors.ts';

const SESSION_KEY = 'session_id';

const credentials = z.object({ username: z.string(), password: z.string() });

function readCredentials(body: string): z.infer<typeof credentials> | undefined {
  try {
    return credentials.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** All of them: a client may still send an old cookie beside the new one. */
export function sessionsOf(call: Call): string[] {
  const pairs = (header(call, 'cookie') ?? '').split(/[;,]/).map((pair) => pair.trim().split('='));
  return pairs.flatMap(([name, value]) => (name === SESSION_KEY && value !== undefined ? [value] : []));
}

/** POST login: the session stands in a cookie, and in the body for clients that make the cookie themselves. */
export function answerLogin(call: Call, { users, sessions }: Access): Reply {
  const given = readCredentials(call.body);
  if (given === undefined) return problem(call, 'REQUEST_INVALID_INPUT', 'username and password are needed.');
  const user = users.logIn(given.username, given.password);
  if (user === undefined) {
    return problem(call, 'AUTH_INVALID_CREDENTIALS', 'The user name or password is not valid.');
  }
  call.user = user.name;
  const session = randomBytes(24).toString('hex');
  sessions.issue(session, user.name);
  const secure = call.origin.startsWith('https:') ? '; Secure' : '';
  return {
    ...jsonReply(200, { session_key: SESSION_KEY, session_id: session }),
    headers: { 'set-cookie': `${SESSION_KEY}=${session}; Path=/; HttpOnly${secure}` },
  };
}

/** POST logout. Assumption: 204, and an error where there is no session to end. */
export function answerLogout(call: Call, { sessions }: Access): Reply {
  const given = sessionsOf(call);
  const alive = given.filter((session) => sessions.find(session)?.isAlive);
  if (given.length === 0) return problem(call, 'AUTH_REQUIRED', 'There is no session.');
  if (alive.length === 0) return problem(call, 'AUTH_INVALID_SESSION', 'The session is not valid.');
  for (const session of alive) sessions.end(session);
  return { status: 204, headers: { 'set-cookie': `${SESSION_KEY}=; Path=/; Max-Age=0` } };
}
