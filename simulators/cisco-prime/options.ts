import type { Limits } from '../core/rate-limit.ts';
import type { SimulatedUser } from '../core/world.ts';
import type { Template } from './templates.ts';

export interface CiscoPrimeOptions {
  /** @default 5 per 1,000 ms and user, 5 at once, 5 persistent connections; -1 switches one off */
  limits?: Partial<Limits>;
  /** More templates, or other behaviour for those that exist. */
  templates?: Template[];
  /** What happens to a template that nobody defined. @default 'refuse' */
  unknownTemplate?: 'refuse' | 'run';
  /** More users. */
  users?: SimulatedUser[];
  /** How an empty list of successes or failures is shown. @default 'omitted' */
  emptyList?: 'omitted' | 'object' | 'array';
  /** The server's offset from UTC in its time texts. @default 600, as in a public client's capture */
  utcOffsetMinutes?: number;
  /** Vendor seconds between an accepted cancelrunning and its effect. @default 1 */
  stopSeconds?: number;
}

export const CISCO_PRIME_LIMITS: Limits = {
  perUser: 5,
  total: -1,
  windowMs: 1000,
  concurrentPerUser: 5,
  sessionsPerUser: 5,
};
