import { type Call, header, type Reply } from '../core/call.ts';
import { CUSTOMERS } from './customers.ts';
import type { Page } from './page.ts';
import { findPage } from './pages.ts';
import { forbidden, notFound, problem, unauthorized } from './replies.ts';
import { JWKS_PATH, TOKEN_PATH } from './token-route.ts';
import type { Bearer, Tokens } from './tokens.ts';

export function isTokenRoute({ path, method }: Call): boolean {
  return (path === TOKEN_PATH && method === 'POST') || (path === JWKS_PATH && method === 'GET');
}

function bearerOf(call: Call, tokens: Tokens): Bearer | undefined {
  const [scheme, token = ''] = (header(call, 'authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? tokens.read(token) : undefined;
}

/** The Identifier tells whose JWKS the token is verified with: another customer's makes the token worthless. */
function isIdentified(call: Call, { customer }: Bearer, isAskedFor: boolean): boolean {
  const sent = header(call, 'identifier');
  if (sent === undefined) return !isAskedFor;
  return CUSTOMERS.find(({ identifier }) => identifier === sent.toLowerCase())?.name === customer;
}

function refusal(call: Call, page: Page, tokens: Tokens, isAsked: boolean): Reply | undefined {
  const bearer = bearerOf(call, tokens);
  if (bearer === undefined) return unauthorized('The token is missing, invalid or expired.');
  call.user = bearer.user;
  if (!isIdentified(call, bearer, isAsked && page.isIdentified)) {
    return unauthorized('The Identifier header does not name the JWKS of the token.');
  }
  if (bearer.scopes.includes(page.scope)) return undefined;
  return forbidden(`You must have ${page.scope} scope to access this API.`);
}

export function createGuard(tokens: Tokens, identifier: 'listed' | 'never'): (call: Call) => Reply | undefined {
  return (call) => {
    if (isTokenRoute(call)) return undefined;
    const found = findPage(call);
    if (found === undefined) return notFound(call.path);
    if (found === 'method') return problem(405, 'MethodNotAllowed', `${call.path} does not take ${call.method}.`);
    return refusal(call, found.page, tokens, identifier === 'listed');
  };
}
