import { type Call, header } from '../core/call.ts';
import type { SimulatedUser } from '../core/world.ts';

/** Role groups that may change something; `lxc-operator` looks only. */
const WRITERS = ['lxc-supervisor', 'lxc-admin', 'lxc-hw-admin', 'lxc-fw-admin'];

const USERS: readonly SimulatedUser[] = [
  { name: 'operator', password: 'Operator-1', may: ['lxc-admin'] },
  { name: 'viewer', password: 'Viewer-1', may: ['lxc-operator'] },
  { name: 'colleague', password: 'Colleague-1', may: ['lxc-supervisor'] },
  // The log-in page's own example.
  { name: 'test', password: 'passw0rd', may: ['lxc-admin'] },
];

export interface Users {
  all(): SimulatedUser[];
  find(name: string): SimulatedUser | undefined;
  logIn(name: string, password: string): SimulatedUser | undefined;
  /** Undefined: no basic authentication, or a wrong one. */
  byBasic(call: Call): SimulatedUser | undefined;
  setPassword(name: string, password: string): boolean;
}

export function mayWrite(user: SimulatedUser): boolean {
  return user.may.some((role) => WRITERS.includes(role));
}

export function createUsers(more: SimulatedUser[]): Users {
  const users = new Map([...USERS, ...more].map((user) => [user.name, { ...user }]));

  function logIn(name: string, password: string): SimulatedUser | undefined {
    const user = users.get(name);
    return user?.password === password ? user : undefined;
  }

  return {
    all: () => [...users.values()],
    find: (name) => users.get(name),
    logIn,
    byBasic(call) {
      const [scheme, encoded = ''] = (header(call, 'authorization') ?? '').split(' ');
      if (scheme?.toLowerCase() !== 'basic') return undefined;
      const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
      return logIn(name, rest.join(':'));
    },
    setPassword(name, password) {
      const user = users.get(name);
      if (user !== undefined) user.password = password;
      return user !== undefined;
    },
  };
}
