import { type Call, header, type Reply } from '../core/call.ts';
import type { Access } from './access.ts';
import { addressOf } from './address.ts';
import { sessionsOf } from './cookie-login.ts';
import { type ErrorId, problem } from './errors.ts';
import { READ, WRITE } from './users.ts';

/** The user's name, or why nobody is recognised. */
type Identity = { user: string } | { refusal: ErrorId };

const REFUSALS: Partial<Record<ErrorId, string>> = {
  AUTH_REQUIRED: 'This resource requires authentication.',
  AUTH_INVALID_SESSION: 'The session is not valid.',
  AUTH_EXPIRED_TOKEN: 'The access token has expired.',
  AUTH_INVALID_CREDENTIALS: 'The credentials are not valid.',
};

const UNKNOWN: Identity = { refusal: 'AUTH_INVALID_CREDENTIALS' };

function byPassword(encoded: string, { users, logins }: Access): Identity {
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const user = users.logIn(name, rest.join(':'));
  return user === undefined || !logins.includes('BASIC') ? UNKNOWN : { user: user.name };
}

/** A token of three parts is a signed one: each goes with its own word. */
function byToken(scheme: string, token: string, { tokens }: Access): Identity {
  const isSigned = token.split('.').length === 3;
  const pass = isSigned === (scheme === 'signedbearer') ? tokens.find(token) : undefined;
  if (pass === undefined) return UNKNOWN;
  return pass.isAlive ? { user: pass.user } : { refusal: 'AUTH_EXPIRED_TOKEN' };
}

function bySession(call: Call, { sessions }: Access): Identity {
  const given = sessionsOf(call);
  if (given.length === 0) return { refusal: 'AUTH_REQUIRED' };
  const alive = given.map((session) => sessions.find(session)).find((pass) => pass?.isAlive);
  return alive === undefined ? { refusal: 'AUTH_INVALID_SESSION' } : { user: alive.user };
}

function identify(call: Call, access: Access): Identity {
  const authorization = header(call, 'authorization');
  if (authorization === undefined) return bySession(call, access);
  const [scheme = '', value = ''] = authorization.split(' ');
  switch (scheme.toLowerCase()) {
    case 'basic':
      return byPassword(value, access);
    case 'bearer':
    case 'signedbearer':
      return byToken(scheme.toLowerCase(), value, access);
    default:
      return { refusal: 'AUTH_REQUIRED' };
  }
}

export function createGuard(access: Access): (call: Call) => Reply | undefined {
  return (call) => {
    // The common service lets people in; it cannot ask for what it gives.
    if (addressOf(call)?.service === 'common') return undefined;
    const identity = identify(call, access);
    if ('refusal' in identity) return problem(call, identity.refusal, REFUSALS[identity.refusal] ?? '');
    call.user = identity.user;
    const right = call.method === 'GET' ? READ : WRITE;
    if (access.users.find(identity.user)?.may.includes(right)) return undefined;
    return problem(call, 'AUTH_FORBIDDEN', `The user ${identity.user} does not have the right: ${right}.`);
  };
}
