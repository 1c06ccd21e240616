import { type Call, header, type Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Tokens } from './tokens.ts';
import type { OracleUser, Users } from './users.ts';

export const TOKEN_PATH = '/oauth2/v1/token';
export const JWKS_PATH = '/oauth2/v1/keys';

interface Credentials {
  name: string;
  secret: string;
}

/** RFC 6749 wants both parts form-encoded before they are joined; many clients send them as they are. */
function fromBasic(encoded: string): Credentials[] {
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const secret = rest.join(':');
  const decode = (part: string) => new URLSearchParams(`v=${part}`).get('v') ?? part;
  return [
    { name, secret },
    { name: decode(name), secret: decode(secret) },
  ];
}

function credentials(call: Call, form: URLSearchParams): Credentials[] {
  const [scheme, encoded = ''] = (header(call, 'authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'basic') return fromBasic(encoded);
  return [{ name: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }];
}

const refused = (status: number, error: string, error_description: string): Reply =>
  jsonReply(status, { error, error_description });

function grant(call: Call, form: URLSearchParams, user: OracleUser, tokens: Tokens): Reply {
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const missing = asked.filter((scope) => !user.may.includes(scope));
  if (missing.length > 0) {
    return refused(400, 'invalid_scope', `The client ${user.name} is not granted ${missing.join(' ')}.`);
  }
  const answer = tokens.issue(user, asked.length === 0 ? user.may : asked, call.origin);
  return { ...jsonReply(200, answer), headers: { 'cache-control': 'no-store' } };
}

/** The customer's own authorization server: client credentials, as RFC 6749 has them. */
export function answerTokens(call: Call, users: Users, tokens: Tokens): Reply {
  if (call.path === JWKS_PATH) return jsonReply(200, tokens.jwks());
  const form = new URLSearchParams(call.body.trim());
  const [user] = credentials(call, form).flatMap(({ name, secret }) => users.logIn(name, secret) ?? []);
  if (user === undefined) {
    const answer = refused(401, 'invalid_client', 'Client authentication failed.');
    return { ...answer, headers: { 'www-authenticate': 'Basic realm="oauth2"' } };
  }
  call.user = user.name;
  if (form.get('grant_type') !== 'client_credentials') {
    return refused(400, 'unsupported_grant_type', 'grant_type is client_credentials.');
  }
  return grant(call, form, user, tokens);
}
