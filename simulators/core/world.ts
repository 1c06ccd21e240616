import type { Call, CallKind, Reply, VendorName } from './call.ts';
import type { Clock } from './clock.ts';
import type { Control } from './fault-script.ts';
import type { Ledger } from './ledger.ts';
import type { RateLimit } from './rate-limit.ts';

export interface SimulatedUser {
  name: string;
  password: string;
  /** Rights, in the vendor's words. */
  may: string[];
}

/** What a simulator says about itself to whoever starts it. */
export interface Inventory {
  users: SimulatedUser[];
  /** Ids of the jobs that exist, as the vendor's API takes them. */
  jobs: string[];
  [more: string]: unknown;
}

/** What the core gives to a vendor. */
export interface Surroundings {
  clock: Clock;
  ledger: Ledger;
  rateLimit: RateLimit;
}

/** A vendor as a state machine: requests in, replies out, time by the clock. It knows no sockets and no faults. */
export interface World {
  vendor: VendorName;
  kindOf(call: Call): CallKind;
  /** Who asks, and may they: a reply refuses the call. */
  guard(call: Call): Reply | undefined;
  carryOut(call: Call): Reply;
  /** False when there is no such job, user or token. */
  control(action: Control): boolean;
  inventory(): Inventory;
}
