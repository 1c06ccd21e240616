import type { CallKind } from '../gate.ts';
import { waitForLogin } from '../shared-answer.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { askForToken, type Granted, isGranted, isPutOff, readGranted, writeGrant } from './grant.ts';

export interface CcsSettings {
  /** How the password goes into the log-in. Default `base64`, as in the vendor's script. */
  passwordEncoding: 'plain' | 'base64';
}

export interface Token {
  readonly accessToken: string;
  readonly renewAtMs: number;
}

/** A token is renewed this long before it dies, or in the last tenth of a short life. */
const RENEW_BEFORE_MS = 60_000;

/** The one token that all of a process's calls to an endpoint share; it lives in memory only. */
export class Tokens {
  readonly #access: EndpointAccess<CcsSettings>;
  readonly #nowMs: () => number;
  #token: Token | undefined;
  #refreshToken: string | undefined;
  #fetching: Promise<Token> | undefined;

  /** `nowMs` is a clock that only runs forward. */
  constructor(access: EndpointAccess<CcsSettings>, nowMs: () => number) {
    this.#access = access;
    this.#nowMs = nowMs;
  }

  /** The living token; a new one is fetched once, however many ask for it. No failure is kept. */
  current(kind: CallKind, signal: AbortSignal): Promise<Token> {
    if (this.#token !== undefined && this.#nowMs() < this.#token.renewAtMs) return Promise.resolve(this.#token);
    this.#fetching ??= this.#fetch(kind).finally(() => {
      this.#fetching = undefined;
    });
    return waitForLogin(this.#access.name, this.#fetching, signal);
  }

  /** Of many calls refused with the same token, only the first drops it: the others find its successor. */
  drop(refused: Token): void {
    if (this.#token === refused) this.#token = undefined;
  }

  /** Drops the refresh token too: what it gave is worth nothing, and the next log-in is by password. */
  dropAll(refused: Token): void {
    if (this.#token !== refused) return;
    this.#token = undefined;
    this.#refreshToken = undefined;
  }

  async #fetch(kind: CallKind): Promise<Token> {
    const askedAtMs = this.#nowMs();
    const { accessToken, refreshToken, lifeMs } = (await this.#refresh(kind)) ?? (await this.#logIn(kind));
    this.#refreshToken = refreshToken;
    this.#token = { accessToken, renewAtMs: askedAtMs + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 10) };
    return this.#token;
  }

  /** Undefined where there is no refresh token, or the vendor does not take it. */
  async #refresh(kind: CallKind): Promise<Granted | undefined> {
    const { name, http } = this.#access;
    const refreshToken = this.#refreshToken;
    if (refreshToken === undefined) return undefined;
    // Until it has worked: one that the vendor never answers to must not stand before the password for ever.
    this.#refreshToken = undefined;
    const body = writeGrant({ grant_type: 'refresh_token', refresh_token: refreshToken });
    const answer = await askForToken(http, kind, body);
    if (!isGranted(answer) && !isPutOff(answer)) return undefined;
    return { refreshToken, ...readGranted(name, answer) };
  }

  async #logIn(kind: CallKind): Promise<Granted> {
    const { name, http, settings } = this.#access;
    const { username, password } = this.#access.credentials;
    const sent = settings.passwordEncoding === 'base64' ? Buffer.from(password).toString('base64') : password;
    return readGranted(
      name,
      await askForToken(http, kind, writeGrant({ grant_type: 'password', username, password: sent })),
    );
  }
}
