import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import { waitForLogin } from '../shared-login.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { logIn, type SessionHeaders } from './login.ts';
import type { Settings } from './settings.ts';

/** Sends calls as the endpoint's user. */
export interface Session {
  /** The endpoint's name, first word of every error. */
  readonly endpoint: string;
  /** Answers with whatever status came; a 401 only where a new session got one too. */
  send(call: Call): Promise<Answer>;
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
    const headers = await this.#current(call);
    const answer = await this.#sendWith(headers, call);
    if (answer.status !== 401) return answer;
    // Sessions end by idling and with the vendor's restart. A call without one was not carried out, a start neither.
    this.#drop(headers);
    const renewed = await this.#current(call);
    const again = await this.#sendWith(renewed, call);
    if (again.status === 401) this.#drop(renewed);
    return again;
  }

  /** The living session; logged in once, however many ask for it. No failure is kept. */
  #current({ kind, signal }: Call): Promise<SessionHeaders> {
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
