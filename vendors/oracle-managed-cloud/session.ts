import { VendorError } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import type { Access, Scope } from './settings.ts';
import { tokenFromFile } from './token-file.ts';
import { GrantedTokens, type Token } from './tokens.ts';

/** Sends calls with the endpoint's token. */
export interface Session {
  /** The endpoint's name, first word of every error. */
  readonly endpoint: string;
  /** Answers with whatever status came; a 401 only where no other token could be had, or a new one got it too. */
  send(call: Call, scope: Scope): Promise<Answer>;
  /** Fails where a call that comes later would lack a scope: no start is begun that cannot be finished. */
  requireScopes(scopes: readonly Scope[], kind: CallKind, signal: AbortSignal): Promise<void>;
  /** The scopes of the token, which is fetched where there is none; undefined where it does not say. */
  scopes(kind: CallKind, signal: AbortSignal): Promise<readonly string[] | undefined>;
}

export function createSession(access: Access, nowMs = () => performance.now()): Session {
  const { name, credentials, settings, http } = access;
  const tokens =
    'tokenFile' in credentials
      ? tokenFromFile(name, credentials.tokenFile)
      : new GrantedTokens(access, credentials, nowMs);

  function sendWith(token: Token, call: Call, scope: Scope): Promise<Answer> {
    checkScopes(name, token, [scope]);
    const own = { authorization: `Bearer ${token.text}`, identifier: settings.identifier };
    return http.send({ ...call, headers: { accept: 'application/json', ...call.headers, ...own } });
  }

  return {
    endpoint: name,
    async send(call, scope) {
      const token = await tokens.current(call.kind, call.signal);
      const answer = await sendWith(token, call, scope);
      if (answer.status !== 401) return answer;
      // A call refused for its token was not carried out, a start neither.
      tokens.drop(token);
      const next = await tokens.current(call.kind, call.signal);
      if (next.text === token.text) return answer;
      const again = await sendWith(next, call, scope);
      if (again.status === 401) tokens.drop(next);
      return again;
    },
    async requireScopes(scopes, kind, signal) {
      checkScopes(name, await tokens.current(kind, signal), scopes);
    },
    async scopes(kind, signal) {
      return (await tokens.current(kind, signal)).scopes;
    },
  };
}

function checkScopes(endpoint: string, { scopes }: Token, wanted: readonly Scope[]): void {
  const missing = wanted.filter((scope) => scopes !== undefined && !scopes.includes(scope));
  if (missing.length === 0) return;
  throw new VendorError('Forbidden', `${endpoint}: the token lacks the scope ${missing.join(' ')}; nothing was sent`);
}
