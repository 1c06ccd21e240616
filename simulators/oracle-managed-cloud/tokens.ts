import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { CUSTOMERS } from './customers.ts';
import { createSigner, type Signer } from './jwt.ts';
import { customerOf, type OracleUser } from './users.ts';

export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

export interface Bearer {
  user: string;
  customer: string;
  scopes: string[];
}

export interface Tokens {
  issue(user: OracleUser, scopes: string[], issuer: string): TokenAnswer;
  /** Who bears it, while it lives. */
  read(token: string): Bearer | undefined;
  /** Every token that was issued is worth nothing from now on. */
  expire(): void;
  jwks(): { keys: unknown[] };
}

const AUDIENCE = 'mcs:oci:api';

/** Lives count on a clock of their own: a skewed calendar must not kill tokens. */
export function createTokens(clock: Clock, accessSeconds: number): Tokens {
  const signers = new Map<string, Signer>(CUSTOMERS.map(({ name, identifier }) => [name, createSigner(identifier)]));
  const lives = new Map<string, number>();

  function signerOf(customer: string): Signer {
    const signer = signers.get(customer);
    if (signer === undefined) throw new Error(`there is no customer ${customer}`);
    return signer;
  }

  return {
    issue(user, scopes, issuer) {
      const lifeMs = clock.realMs(accessSeconds);
      const iat = Math.floor(Date.now() / 1000);
      const expires = Math.max(1, Math.round(lifeMs / 1000));
      const jti = randomUUID();
      lives.set(jti, performance.now() + lifeMs);
      const scope = scopes.join(' ');
      const claims = { iss: issuer, sub: user.name, aud: AUDIENCE, scope, iat, exp: iat + expires, jti };
      return {
        access_token: signerOf(customerOf(user)).sign(claims),
        token_type: 'Bearer',
        expires_in: expires,
        scope,
      };
    },
    read(token) {
      for (const [customer, signer] of signers) {
        const claims = signer.verify(token);
        if (claims === undefined) continue;
        const isAlive = (lives.get(claims.jti) ?? 0) > performance.now();
        return isAlive ? { user: claims.sub, customer, scopes: claims.scope.split(' ') } : undefined;
      }
      return undefined;
    },
    expire: () => lives.clear(),
    jwks: () => ({ keys: [...signers.values()].map((signer) => signer.jwk()) }),
  };
}
