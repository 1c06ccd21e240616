import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import { waitForLogin } from '../shared-answer.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { logIn, type SessionHeaders } from './login.ts';
import { refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** Sends calls as the endpoint's user. */
export interface Session {
  /** The endpoint's name, first word of every error. */
  readonly endpoint: string;
  /** Answers with whatever status came; a 401 only where a new session got one too. */
  send(call: Call): Promise<Answer>;
  /** Makes sure of a session, before any call needs one. */
  logIn(kind: CallKind, signal: AbortSignal): Promise<void>;
  /** Ends the session where there is one: unused ones live for a day, and a user may have only so many. */
  logOut(kind: CallKind): Promise<void>;
}

export function createSession(access: EndpointAccess<Settings>): Session {
  return access.settings.login === 'basic' ? new BasicSession(access) : new SharedSession(access);
}

class BasicSession implements Session {
  readonly endpoint: string;
  readonly #access: EndpointAccess<Settings>;

  constructor(access: EndpointAccess<Settings>) {
    this.endpoint = access.name;
    this.#access = access;
  }

  send(call: Call): Promise<Answer> {
    const { username, password } = this.#access.credentials;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    return this.#access.http.send({ ...call, headers: { accept: 'application/json', ...call.headers, authorization } });
  }

  // Each call is a log-in of its own, and leaves nothing behind.
  async logIn(): Promise<void> {}
  async logOut(): Promise<void> {}
}

/** One session for all calls of the process, in memory only. */
class SharedSession implements Session {
  readonly endpoint: string;
  readonly #access: EndpointAccess<Settings>;
  #headers: SessionHeaders | undefined;
  #loggingIn: Promise<SessionHeaders> | undefined;

  constructor(access: EndpointAccess<Settings>) {
    this.endpoint = access.name;
    this.#access = access;
  }

  async send(call: Call): Promise<Answer> {
    const headers = await this.#current(call.kind, call.signal);
    const answer = await this.#sendWith(headers, call);
    if (answer.status !== 401) return answer;
    // Sessions end by idling and with the vendor's restart. A call without one was not carried out, a start neither.
    this.#drop(headers);
    const renewed = await this.#current(call.kind, call.signal);
    const again = await this.#sendWith(renewed, call);
    if (again.status === 401) this.#drop(renewed);
    return again;
  }

  async logIn(kind: CallKind, signal: AbortSignal): Promise<void> {
    await this.#current(kind, signal);
  }

  async logOut(kind: CallKind): Promise<void> {
    if (this.#headers === undefined) return;
    const headers = this.#headers;
    this.#drop(headers);
    // Whoever gave up meanwhile still wants to leave.
    const call: Call = { kind, method: 'DELETE', path: '/sessions', signal: new AbortController().signal };
    const answer = await this.#sendWith(headers, call);
    if (answer.status >= 300) throw refusal(this.endpoint, call, answer);
  }

  /** The living session; logged in once, however many ask for it. No failure is kept. */
  #current(kind: CallKind, signal: AbortSignal): Promise<SessionHeaders> {
    if (this.#headers !== undefined) return Promise.resolve(this.#headers);
    this.#loggingIn ??= this.#logIn(kind).finally(() => {
      this.#loggingIn = undefined;
    });
    return waitForLogin(this.endpoint, this.#loggingIn, signal);
  }

  async #logIn(kind: CallKind): Promise<SessionHeaders> {
    this.#headers = await logIn(this.#access, kind);
    return this.#headers;
  }

  /** Of many calls refused with the same session, only the first drops it: the others find its successor. */
  #drop(refused: SessionHeaders): void {
    if (this.#headers === refused) this.#headers = undefined;
  }

  #sendWith(headers: SessionHeaders, call: Call): Promise<Answer> {
    return this.#access.http.send({ ...call, headers: { accept: 'application/json', ...call.headers, ...headers } });
  }
}
