import { VendorError } from '../../contract/vendor-error.ts';
import type { LxcaHandle } from './handle.ts';
import { stateOf } from './states.ts';
import type { Row } from './wire.ts';

/** Two forms of one time, and a clock that was set in between, differ by less. */
const SAME_MS = 60_000;

/** True where the handle knows something that tells the job from another one of the same id. */
export function hasIdentity({ createdBy, startTime }: LxcaHandle): boolean {
  return createdBy !== undefined || startTime !== undefined;
}

/** What the handle is to keep of a row: nothing before the job has begun, when its start is only planned. */
export function identityOf(handle: LxcaHandle, row: Row): Pick<LxcaHandle, 'createdBy' | 'startTime'> | undefined {
  if (hasIdentity(handle) || stateOf(row.words) === 'queued') return undefined;
  const { createdBy, startTime } = row;
  if (createdBy === undefined && startTime === undefined) return undefined;
  return { ...(createdBy !== undefined && { createdBy }), ...(startTime !== undefined && { startTime }) };
}

/**
 * Why the row is that of another job to which the vendor has given the id, as an appliance does that was restored from
 * a backup; undefined where it is not. Only what both sides tell is compared.
 */
export function anotherJob(endpoint: string, handle: LxcaHandle, row: Row): VendorError | undefined {
  const { jobId, createdBy, startTime } = handle;
  const apartMs = Math.abs(Date.parse(startTime ?? '') - Date.parse(row.startTime ?? ''));
  const isOthers = createdBy !== undefined && row.createdBy !== undefined && createdBy !== row.createdBy;
  if (!isOthers && !(apartMs > SAME_MS)) return undefined;
  const now = `by ${row.createdBy ?? 'somebody'} at ${row.startTime ?? 'some time'}`;
  const then = `by ${createdBy ?? 'somebody'} at ${startTime ?? 'some time'}`;
  return new VendorError('NotFound', `${endpoint}: job ${jobId} is another job now: begun ${now}, and ours ${then}`);
}
