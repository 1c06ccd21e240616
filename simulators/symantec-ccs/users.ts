import type { SimulatedUser } from '../core/world.ts';
import type { SymantecCcsOptions } from './options.ts';

const VIEW_TASKS = ['View all jobs', 'View standards', 'View assets'];

/** What the page asks for executing and stopping a job. */
const OPERATE_TASKS = ['Manage jobs', 'Collect data', ...VIEW_TASKS, 'View evaluation results', 'Evaluate standards'];

// The first is the page's own example.
const USERS: readonly SimulatedUser[] = [
  { name: 'domain1\\administrator', password: 'pass@123', may: OPERATE_TASKS },
  { name: 'domain1\\viewer', password: 'Viewer-1', may: [...VIEW_TASKS, 'View evaluation results'] },
  { name: 'domain1\\colleague', password: 'Colleague-1', may: OPERATE_TASKS },
];

export interface Users {
  all(): SimulatedUser[];
  /** Names as Windows takes them: in any case. */
  find(name: string): SimulatedUser | undefined;
  logIn(name: string, password: string): SimulatedUser | undefined;
  setPassword(name: string, password: string): boolean;
}

export function mayLook(user: SimulatedUser): boolean {
  return VIEW_TASKS.every((task) => user.may.includes(task));
}

export function mayOperate(user: SimulatedUser): boolean {
  return OPERATE_TASKS.every((task) => user.may.includes(task));
}

export function createUsers(more: SimulatedUser[], passwords: NonNullable<SymantecCcsOptions['passwords']>): Users {
  const users = new Map([...USERS, ...more].map((user) => [user.name.toLowerCase(), { ...user }]));

  function isRight(sent: string, password: string): boolean {
    const isPlain = sent === password && passwords !== 'base64';
    const isBase64 = sent === Buffer.from(password).toString('base64') && passwords !== 'plain';
    return isPlain || isBase64;
  }

  return {
    all: () => [...users.values()],
    find: (name) => users.get(name.toLowerCase()),
    logIn(name, password) {
      const user = users.get(name.toLowerCase());
      return user !== undefined && isRight(password, user.password) ? user : undefined;
    },
    setPassword(name, password) {
      const user = users.get(name.toLowerCase());
      if (user !== undefined) user.password = password;
      return user !== undefined;
    },
  };
}
