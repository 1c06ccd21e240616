import type { SimulatedUser } from '../core/world.ts';

export const SCOPES = {
  admin: 'mcs:oci:api:AppAdmin',
  approver: 'mcs:oci:api:Approver',
  privileged: 'mcs:oci:api:PrivilegedUser',
  user: 'mcs:oci:api:User',
} as const;
export type Scope = (typeof SCOPES)[keyof typeof SCOPES];

const { approver, privileged, user } = SCOPES;

/** An OAuth client of a customer's authorization server; its password is the client secret, its rights are scopes. */
export interface OracleUser extends SimulatedUser {
  /** @default 'acme' */
  customer?: string;
}

const USERS: readonly OracleUser[] = [
  { name: 'operator', password: 'Operator-1', may: [user, privileged, approver] },
  { name: 'viewer', password: 'Viewer-1', may: [user] },
  { name: 'requester', password: 'Requester-1', may: [user, privileged] },
  { name: 'colleague', password: 'Colleague-1', may: [user, privileged, approver] },
  { name: 'stranger', password: 'Stranger-1', may: [user, privileged, approver], customer: 'globex' },
];

export interface Users {
  all(): OracleUser[];
  find(name: string): OracleUser | undefined;
  logIn(name: string, password: string): OracleUser | undefined;
  setPassword(name: string, password: string): boolean;
}

export function customerOf({ customer = 'acme' }: OracleUser): string {
  return customer;
}

/** As the vendor names people. */
export function mailOf(name: string): string {
  return `${name}@example.com`;
}

export function createUsers(more: OracleUser[]): Users {
  const users = new Map([...USERS, ...more].map((one) => [one.name, { ...one }]));
  return {
    all: () => [...users.values()],
    find: (name) => users.get(name),
    logIn(name, password) {
      const found = users.get(name);
      return found?.password === password ? found : undefined;
    },
    setPassword(name, password) {
      const found = users.get(name);
      if (found !== undefined) found.password = password;
      return found !== undefined;
    },
  };
}
