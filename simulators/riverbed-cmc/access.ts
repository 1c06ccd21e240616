import type { Clock } from '../core/clock.ts';
import type { RiverbedCmcOptions } from './options.ts';
import type { Passes } from './passes.ts';
import type { Users } from './users.ts';

/** How one gets in. */
export interface Access {
  users: Users;
  tokens: Passes;
  sessions: Passes;
  clock: Clock;
  tokenSeconds: number;
  tokenForm: NonNullable<RiverbedCmcOptions['tokens']>;
  logins: NonNullable<RiverbedCmcOptions['logins']>;
}
