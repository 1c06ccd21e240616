import type { Socket } from 'node:net';
import type { Call } from './call.ts';

export interface Sessions {
  /** Whether the user may use this connection. Counts persistent connections only: one-off ones are not sessions. */
  admits(call: Call, user: string, limit: number): boolean;
}

export function createSessions(): Sessions {
  const open = new Map<string, Set<Socket>>();

  function remember(sockets: Set<Socket>, socket: Socket): void {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  }

  return {
    admits(call, user, limit) {
      if (!call.isPersistent || limit < 0) return true;
      const sockets = open.get(user) ?? new Set<Socket>();
      open.set(user, sockets);
      if (sockets.has(call.socket)) return true;
      if (sockets.size >= limit || call.socket.destroyed) return false;
      remember(sockets, call.socket);
      return true;
    },
  };
}
