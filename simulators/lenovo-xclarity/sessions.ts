import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';

export interface Session {
  id: string;
  csrf: string;
  user: string;
  /** Vendor time, epoch milliseconds. */
  createdAt: number;
  lastAccessedAt: number;
  /** On a clock of its own: a skewed calendar must not end sessions. */
  until: number;
}

export interface Sessions {
  /** Undefined: the user has as many as the limit allows; -1 is no limit. */
  open(user: string, limit: number): Session | undefined;
  find(id: string): Session | undefined;
  /** A request was made in it. */
  touch(session: Session): void;
  close(id: string): void;
  closeAll(): void;
  all(): Session[];
}

export function createSessions(clock: Clock, inactivitySeconds: number): Sessions {
  const sessions = new Map<string, Session>();
  const alive = (): Session[] => [...sessions.values()].filter(({ until }) => until > performance.now());

  function touch(session: Session): void {
    session.lastAccessedAt = clock.now();
    session.until = performance.now() + clock.realMs(inactivitySeconds);
  }

  return {
    touch,
    all: alive,
    open(user, limit) {
      if (limit >= 0 && alive().filter((session) => session.user === user).length >= limit) return undefined;
      const id = randomBytes(16).toString('hex').toUpperCase();
      const createdAt = clock.now();
      const csrf = randomBytes(24).toString('base64url');
      const session = { id, csrf, user, createdAt, lastAccessedAt: createdAt, until: 0 };
      touch(session);
      sessions.set(id, session);
      return session;
    },
    find: (id) => alive().find((session) => session.id === id),
    close: (id) => void sessions.delete(id),
    closeAll: () => sessions.clear(),
  };
}
