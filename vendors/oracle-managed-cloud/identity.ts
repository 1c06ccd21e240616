import { VendorError } from '../../contract/vendor-error.ts';
import type { Answer } from '../http.ts';
import { readDate } from './dates.ts';
import type { McsHandle } from './handle.ts';
import type { Execution } from './wire.ts';

type Identity = Pick<McsHandle, 'madeUntil'>;

/** Room for a clock of the vendor's that is set between two calls. */
const MARGIN_MS = 10_000;

/** By an answer that came when the execution was there: whatever is made later is another one. */
export function madeBefore({ headers }: Answer): Identity {
  const answeredAtMs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(answeredAtMs) ? {} : { madeUntil: answeredAtMs };
}

/** By the execution's own record. */
export function madeAt({ createdOn }: Execution): Identity {
  const createdMs = readDate(createdOn);
  return createdMs === undefined ? {} : { madeUntil: createdMs };
}

/**
 * Throws `NotFound` where the record is that of another execution to which the vendor has given the id. By the time at
 * which it was made: a summary, and the mark in it, anyone may edit.
 */
export function refuseAnother(endpoint: string, { executionId, madeUntil }: McsHandle, record: Execution): void {
  const createdMs = readDate(record.createdOn);
  if (madeUntil === undefined || createdMs === undefined || createdMs <= madeUntil + MARGIN_MS) return;
  const made = `was made at ${record.createdOn}, and ours was there at ${new Date(madeUntil).toISOString()}`;
  throw new VendorError('NotFound', `${endpoint}: execution ${executionId} is another one now: it ${made}`);
}
