import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import { type CmcAccess, isRenewable, type Pass } from './log-in.ts';
import { Passes } from './passes.ts';
import { isStranger } from './refusal.ts';

/** Sends calls as the endpoint's user. */
export interface Session {
  /** The endpoint's name, first word of every error. */
  readonly endpoint: string;
  /** Path of the API. */
  readonly base: string;
  /** Answers with whatever status came; one that refuses the caller only where a new log-in got one too. */
  send(call: Call): Promise<Answer>;
  /** Makes sure of a pass, before any call needs one. */
  logIn(kind: CallKind, signal: AbortSignal): Promise<void>;
}

export function createSession(access: CmcAccess): Session {
  const passes = new Passes(access);

  function sendWith(pass: Pass, call: Call): Promise<Answer> {
    // The vendor's own clients name both types in every call, those without a body included.
    const types = { accept: 'application/json', 'content-type': 'application/json' };
    return access.http.send({ ...call, headers: { ...types, ...call.headers, ...pass } });
  }

  return {
    endpoint: access.name,
    base: `/api/cmc.configurator/${access.settings.apiVersion}`,
    async send(call) {
      const pass = await passes.current(call.kind, call.signal);
      const answer = await sendWith(pass, call);
      if (!isStranger(answer) || !isRenewable(access)) return answer;
      // A call whose caller was refused was not carried out, a start neither.
      passes.drop(pass);
      const next = await passes.current(call.kind, call.signal);
      const again = await sendWith(next, call);
      if (isStranger(again)) passes.drop(next);
      return again;
    },
    async logIn(kind, signal) {
      await passes.current(kind, signal);
    },
  };
}
