import { VendorError } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import { waitForLogin } from '../shared-answer.ts';
import { askForToken, readGranted } from './grant.ts';
import { readJwt } from './jwt.ts';
import type { Access, ClientCredentials } from './settings.ts';

export interface Token {
  readonly text: string;
  /** Undefined where the token does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** Where the calls' token comes from. */
export interface TokenSource {
  current(kind: CallKind, signal: AbortSignal): Promise<Token>;
  /** The vendor took it no more. Of many calls refused with the same token, only the first drops it. */
  drop(refused: Token): void;
}

const LIFE_MS = 3_600_000;
/** A token is renewed this long before it dies, or in the last tenth of a short life. */
const RENEW_BEFORE_MS = 60_000;

/** The one token that all of a process's calls to an endpoint share; it lives in memory only. */
export class GrantedTokens implements TokenSource {
  readonly #access: Access;
  readonly #credentials: ClientCredentials;
  readonly #nowMs: () => number;
  #held: { token: Token; renewAtMs: number } | undefined;
  #fetching: Promise<Token> | undefined;

  /** `nowMs` is a clock that only runs forward. */
  constructor(access: Access, credentials: ClientCredentials, nowMs: () => number) {
    this.#access = access;
    this.#credentials = credentials;
    this.#nowMs = nowMs;
  }

  /** The living token; a new one is fetched once, however many ask for it. No failure is kept. */
  current(kind: CallKind, signal: AbortSignal): Promise<Token> {
    if (this.#held !== undefined && this.#nowMs() < this.#held.renewAtMs) return Promise.resolve(this.#held.token);
    this.#fetching ??= this.#fetch(kind).finally(() => {
      this.#fetching = undefined;
    });
    return waitForLogin(this.#access.name, this.#fetching, signal);
  }

  drop(refused: Token): void {
    if (this.#held?.token === refused) this.#held = undefined;
  }

  async #fetch(kind: CallKind): Promise<Token> {
    const { name, http } = this.#access;
    const askedAtMs = this.#nowMs();
    const granted = readGranted(name, await askForToken(http, kind, this.#credentials));
    const { scopes, lifeMs } = checkToken(name, granted.access_token, 'the token server');
    const life = granted.expires_in ? granted.expires_in * 1_000 : (lifeMs ?? LIFE_MS);
    const token = { text: granted.access_token, scopes };
    this.#held = { token, renewAtMs: askedAtMs + life - Math.min(RENEW_BEFORE_MS, life / 10) };
    return token;
  }
}

/** The vendor takes JWTs only; anything else, such as a page saved into a token file, is not worth sending. */
export function checkToken(endpoint: string, text: string, from: string) {
  const claims = readJwt(text);
  if (claims !== undefined) return claims;
  throw new VendorError('Unauthorized', `${endpoint}: what ${from} gave is no JWT, so the call was not made`);
}
