import { type Call, header } from '../core/call.ts';
import type { SimulatedUser } from '../core/world.ts';

export const READ = 'NBI Read';
export const WRITE = 'NBI Write';

export const USERS: readonly SimulatedUser[] = [
  { name: 'operator', password: 'Operator-1', may: [READ, WRITE] },
  { name: 'viewer', password: 'Viewer-1', may: [READ] },
  { name: 'colleague', password: 'Colleague-1', may: [READ, WRITE] },
];

export interface Users {
  all(): SimulatedUser[];
  /** Undefined: no credentials at all; null: wrong ones. */
  identify(call: Call): SimulatedUser | null | undefined;
  setPassword(name: string, password: string): boolean;
}

export function createUsers(more: SimulatedUser[]): Users {
  const users = new Map([...USERS, ...more].map((user) => [user.name, { ...user }]));
  return {
    all: () => [...users.values()],
    identify(call) {
      const [scheme, encoded = ''] = (header(call, 'authorization') ?? '').split(' ');
      if (scheme?.toLowerCase() !== 'basic') return undefined;
      const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
      const user = users.get(name);
      return user !== undefined && user.password === rest.join(':') ? user : null;
    },
    setPassword(name, password) {
      const user = users.get(name);
      if (user !== undefined) user.password = password;
      return user !== undefined;
    },
  };
}
