import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';

export interface TokenLives {
  accessSeconds: number;
  refreshSeconds: number;
}

export interface TokenAnswer {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  refresh_token: string;
}

export interface Tokens {
  issue(user: string): TokenAnswer;
  /** The user's name, while the token lives. */
  userOf(accessToken: string): string | undefined;
  refresh(refreshToken: string): TokenAnswer | undefined;
  /** A restart of the vendor's service kills the access tokens; `all` kills the refresh tokens too. */
  expire(which: 'access' | 'all'): void;
}

interface Held {
  user: string;
  until: number;
}

/** Lives count on a clock of their own: a skewed calendar must not kill tokens. */
export function createTokens(clock: Clock, { accessSeconds, refreshSeconds }: TokenLives): Tokens {
  const access = new Map<string, Held>();
  const refresh = new Map<string, Held>();

  function make(store: Map<string, Held>, user: string, seconds: number): string {
    const token = randomBytes(48).toString('base64url');
    store.set(token, { user, until: performance.now() + clock.realMs(seconds) });
    return token;
  }

  function holder(store: Map<string, Held>, token: string): string | undefined {
    const held = store.get(token);
    return held !== undefined && held.until > performance.now() ? held.user : undefined;
  }

  function issue(user: string): TokenAnswer {
    return {
      access_token: make(access, user, accessSeconds),
      token_type: 'bearer',
      expires_in: Math.max(0, accessSeconds - 1),
      refresh_token: make(refresh, user, refreshSeconds),
    };
  }

  return {
    issue,
    userOf: (token) => holder(access, token),
    refresh(token) {
      const user = holder(refresh, token);
      return user === undefined ? undefined : issue(user);
    },
    expire(which) {
      access.clear();
      if (which === 'all') refresh.clear();
    },
  };
}
