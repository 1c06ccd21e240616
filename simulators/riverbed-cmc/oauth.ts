import { createHmac, randomUUID } from 'node:crypto';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Access } from './access.ts';
import { problem } from './errors.ts';
import { toSeconds } from './job.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims that a sister product's token shows. */
function claimsOf(user: string, origin: string, { clock, tokenSeconds }: Access): Record<string, unknown> {
  const iat = toSeconds(clock.now());
  const jti = randomUUID();
  return { nonce: jti.slice(0, 8), aud: origin, iss: origin, prn: user, jti, iat, exp: iat + tokenSeconds };
}

/** Without a dot, or in three parts: by that alone clients choose between Bearer and SignedBearer. */
function makeToken(user: string, origin: string, access: Access): string {
  const claims = encode(claimsOf(user, origin, access));
  if (access.tokenForm === 'bearer') return claims;
  const signed = `${encode({ alg: 'HS256' })}.${claims}`;
  return `${signed}.${createHmac('sha256', randomUUID()).update(signed).digest('base64url')}`;
}

function isUnsigned(head: string): boolean {
  try {
    return (JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: unknown }).alg === 'none';
  } catch {
    return false;
  }
}

/** `<{"alg":"none"} in base64url>.<code>.`; older clients send the code alone. */
function codeOf(assertion: string): string | undefined {
  const parts = assertion.split('.');
  if (parts.length === 1) return assertion;
  const [head = '', code, signature] = parts;
  return parts.length === 3 && isUnsigned(head) && signature === '' ? code : undefined;
}

/** The form is the body; older clients send it as the query. */
function formOf(call: Call): URLSearchParams {
  return call.query.has('grant_type') ? call.query : new URLSearchParams(call.body.trim());
}

/** POST oauth/token: an access code for an access token. `state` comes back as it was sent. */
export function answerToken(call: Call, access: Access): Reply {
  const form = formOf(call);
  if (form.get('grant_type') !== 'access_code') {
    return problem(call, 'REQUEST_INVALID_INPUT', 'grant_type is access_code.');
  }
  const code = codeOf(form.get('assertion') ?? '');
  const user = code === undefined ? undefined : access.users.byAccessCode(code);
  if (user === undefined) return problem(call, 'AUTH_INVALID_CREDENTIALS', 'The access code is not valid.');
  call.user = user.name;
  const token = makeToken(user.name, call.origin, access);
  access.tokens.issue(token, user.name);
  const state = form.get('state');
  const granted = { access_token: token, token_type: 'bearer', expires_in: access.tokenSeconds };
  return jsonReply(200, state === null ? granted : { ...granted, state });
}
