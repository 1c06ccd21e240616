import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Appliance, Route } from './appliance.ts';
import { cookieOf, setCookie } from './cookies.ts';
import { COMPLETED, failure, message, missing, notFound } from './messages.ts';
import { objectOf } from './request-body.ts';
import type { Session } from './sessions.ts';

const MINUTES = 1440;

function opened(call: Call, { id, csrf, user, createdAt }: Session): Reply {
  const own = {
    Address: '127.0.0.1',
    authenticationServer: '127.0.0.1',
    created: new Date(createdAt).toISOString(),
    id,
    csrf,
    inactivityTimeout: String(MINUTES),
    UserId: user,
  };
  const cookies = { JSESSIONID: id, csrf, inactivityTimeout: String(MINUTES), user: encodeURIComponent(user) };
  return {
    ...jsonReply(200, {
      result: 'success',
      response: { pwChangeRequired: false, session: own },
      messages: [COMPLETED],
    }),
    headers: { 'set-cookie': Object.entries(cookies).map(([name, value]) => setCookie(call, name, value)) },
  };
}

function logIn(call: Call, { users, sessions, rateLimit, choices }: Appliance): Reply {
  const { UserId, password } = objectOf(call) ?? {};
  if (typeof UserId !== 'string' || typeof password !== 'string') return missing(400, 'UserId and password');
  const user = users.logIn(UserId, password);
  if (user === undefined) {
    const text = 'The user ID or password is not valid.';
    return failure(choices.loginRefusal, message('FQXHMSE0001E', text, 'Specify a valid user ID and password.'));
  }
  call.user = user.name;
  const session = sessions.open(user.name, rateLimit.limits.sessionsPerUser);
  if (session !== undefined) return opened(call, session);
  return failure(403, message('FQXHMSE0002E', 'The maximum number of active sessions of the user is reached.'));
}

function listSessions(call: Call, { sessions, clock }: Appliance): Reply {
  const own = cookieOf(call, 'JSESSIONID');
  const response = sessions.all().map(({ id, user, createdAt, lastAccessedAt }) => ({
    Address: '127.0.0.1',
    authenticationServer: '127.0.0.1',
    created: new Date(createdAt).toISOString(),
    id,
    idleFor: String(Math.floor((clock.now() - lastAccessedAt) / 1000)),
    isOwnSession: id === own,
    lastAccessed: new Date(lastAccessedAt).toISOString(),
    UserId: user,
  }));
  return jsonReply(200, { result: 'success', response, messages: [] });
}

/** Public clients want JSON here, too. */
function logOut(call: Call, { sessions }: Appliance): Reply {
  sessions.close(cookieOf(call, 'JSESSIONID') ?? '');
  return jsonReply(200, { result: 'success', messages: [COMPLETED] });
}

/** DELETE /sessions/{id}: ends another one, as GET /sessions lists it. */
function endSession(_call: Call, { sessions }: Appliance, id: string): Reply {
  if (sessions.find(id) === undefined) return notFound(`There is no session ${id}.`);
  sessions.close(id);
  return jsonReply(200, { result: 'success', messages: [COMPLETED] });
}

const path = /^\/sessions$/;

export const LOG_IN: Route = { method: 'POST', path, kind: 'login', answer: logIn };
export const SESSION_ROUTES: readonly Route[] = [
  LOG_IN,
  { method: 'GET', path, kind: 'other', answer: listSessions },
  { method: 'DELETE', path, kind: 'other', answer: logOut },
  { method: 'DELETE', path: /^\/sessions\/([^/]+)$/, kind: 'other', answer: endSession },
];
