import type { SimulatedUser } from '../core/world.ts';
import type { CmcUser } from './options.ts';

export const READ = 'configurator read';
export const WRITE = 'configurator write';

const USERS: readonly SimulatedUser[] = [
  { name: 'operator', password: 'Operator-1', may: [READ, WRITE] },
  { name: 'viewer', password: 'Viewer-1', may: [READ] },
  { name: 'colleague', password: 'Colleague-1', may: [READ, WRITE] },
];

export interface Users {
  all(): SimulatedUser[];
  find(name: string): SimulatedUser | undefined;
  logIn(name: string, password: string): SimulatedUser | undefined;
  /** Whose access code it is: the code that the web interface shows its user. */
  byAccessCode(code: string): SimulatedUser | undefined;
  accessCodes(): Record<string, string>;
  setPassword(name: string, password: string): boolean;
}

export function createUsers(more: CmcUser[]): Users {
  const users = new Map<string, SimulatedUser>();
  const codes = new Map<string, string>();
  for (const { accessCode, ...user } of [...USERS, ...more] as CmcUser[]) {
    users.set(user.name, { ...user });
    codes.set(user.name, accessCode ?? `${user.name}-access-code-1`);
  }

  return {
    all: () => [...users.values()],
    find: (name) => users.get(name),
    logIn(name, password) {
      const user = users.get(name);
      return user !== undefined && user.password === password ? user : undefined;
    },
    byAccessCode: (code) => [...users.values()].find((user) => codes.get(user.name) === code),
    accessCodes: () => Object.fromEntries(codes),
    setPassword(name, password) {
      const user = users.get(name);
      if (user !== undefined) user.password = password;
      return user !== undefined;
    },
  };
}
