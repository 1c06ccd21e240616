import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { type CcsSettings, type Token, Tokens } from './tokens.ts';

/** Sends calls with the endpoint's token. */
export interface Session {
  /** The endpoint's name, first word of every error. */
  readonly endpoint: string;
  /** Answers with whatever status came; a 401 only where a new token got one too. */
  send(call: Call): Promise<Answer>;
  /** Makes sure of a token, before any call needs one. */
  logIn(kind: CallKind, signal: AbortSignal): Promise<void>;
}

export function createSession(access: EndpointAccess<CcsSettings>, nowMs = () => performance.now()): Session {
  const tokens = new Tokens(access, nowMs);

  function sendWith({ accessToken }: Token, call: Call): Promise<Answer> {
    const headers = { accept: 'application/json', ...call.headers, authorization: `Bearer ${accessToken}` };
    return access.http.send({ ...call, headers });
  }

  return {
    endpoint: access.name,
    async send(call) {
      const token = await tokens.current(call.kind, call.signal);
      const answer = await sendWith(token, call);
      if (answer.status !== 401) return answer;
      // Tokens die with the vendor's service. A call refused for its token was not carried out, a start neither.
      tokens.drop(token);
      const next = await tokens.current(call.kind, call.signal);
      const again = await sendWith(next, call);
      if (again.status === 401) tokens.dropAll(next);
      return again;
    },
    async logIn(kind, signal) {
      await tokens.current(kind, signal);
    },
  };
}
