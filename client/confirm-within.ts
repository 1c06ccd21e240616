import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';
import type { Asker } from '../contract/messages.ts';
import { show } from '../contract/request.ts';
import { InvalidRequest } from './errors.ts';

/** Who asks, and how long they wait for an answer that the vendor has to give. */
export interface ConfirmOptions extends Asker {
  /** How long to wait for the answer; what was asked for goes on. @default '5 minutes' */
  confirmWithin?: string;
  /** Ends the waiting, and nothing else. */
  signal?: AbortSignal;
}

export function confirmWithinMsOf(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new InvalidRequest([{ field: 'confirmWithin', found: show(text), expected: DURATION_EXPECTED }]);
}
