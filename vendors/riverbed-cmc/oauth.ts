import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../http.ts';

/** `{"alg":"none"}`, with the padding that the vendor's own clients send. */
const HEADER = Buffer.from('{"alg":"none"}').toString('base64');

const tokenShape = z.object({ state: z.string(), access_token: z.string().regex(/^[\x21-\x7e]+$/) });

/** Asks for a token with the access code, as an unsigned assertion. `state` must come back in the answer. */
export function oauthLogIn(accessCode: string): Pick<Call, 'path' | 'body' | 'headers'> & { state: string } {
  const state = randomBytes(16).toString('hex');
  const form = { grant_type: 'access_code', assertion: `${HEADER}.${accessCode}.`, state };
  return {
    path: '/api/common/1.0/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    state,
  };
}

/** The token's header: a token of three parts is a signed one. */
export function readToken(text: string, state: string): Readonly<Record<string, string>> | string {
  const granted = tokenShape.safeParse(parse(text)).data;
  if (granted === undefined) return 'the answer holds no token with a state';
  if (granted.state !== state) return 'the answer belongs to another log-in, its state is not ours';
  const parts = granted.access_token.split('.').length;
  if (parts !== 1 && parts !== 3) return `the token has ${parts} parts, expected 1 or 3`;
  return { authorization: `${parts === 1 ? 'Bearer' : 'SignedBearer'} ${granted.access_token}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
