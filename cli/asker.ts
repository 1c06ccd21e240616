import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import type { Asker } from '../client/index.ts';
import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';
import { show } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';

export interface AskerOptions {
  reason?: string;
  by: string;
}

/** The options that say who asks and why. */
export function addAskerOptions(command: Command): Command {
  return command
    .option('--reason <text>', 'why, for people')
    .addOption(new Option('--by <name>', 'who asks, for people').default(userName(), 'your user name'));
}

export function askerOf({ by, reason }: AskerOptions): Asker {
  return { by, ...(reason !== undefined && { reason }) };
}

export function checkConfirmWithin(confirmWithin: string): void {
  if (parseDuration(confirmWithin) !== undefined) return;
  throw new BadInput({ field: 'confirmWithin', found: show(confirmWithin), expected: DURATION_EXPECTED });
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
