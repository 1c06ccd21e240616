import { isTerminal } from '../../contract/job.ts';
import type { Found, StartContext } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { LxcaApi, RowsRead } from './api.ts';
import { keepCallback } from './callback.ts';
import type { LxcaHandle } from './handle.ts';
import type { Power, Track, UpdateFirmware } from './params.ts';
import { readingOf } from './reading.ts';
import { callbackOf, type StartPlace } from './start.ts';
import type { Row } from './wire.ts';

/** The Date header tells whole seconds, as rows do, and the vendor's clock may be set while we wait. */
const MARGIN_MS = 2_000;
/** A date that tells its zone; without one nobody knows what it means. */
const DATE = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;

type OwnRow = Row & { jobId: string };

/**
 * What a start with a lost answer may have made. A `track` carries our stamp; the others carry nothing of ours, so that
 * every job of our user that the rows do not rule out counts.
 */
export async function find(
  api: LxcaApi,
  place: StartPlace,
  params: unknown,
  context: StartContext,
): Promise<Found<LxcaHandle>[]> {
  const read = await api.allJobs({ kind: 'start', signal: context.signal });
  if (read.unreadable !== undefined) throw read.unreadable;
  const rows = read.rows.filter((row): row is OwnRow => row.jobId !== undefined);
  if (rows.length < read.rows.length) throw cannotTell(api, 'a row lacks its id');
  const callback = callbackOf(params, context.operation, place);
  const asFound = (row: OwnRow) => ({
    handle: keepCallback(row.jobId, callback),
    vendorJobId: row.jobId,
    reading: readingOf(row),
  });
  if (context.operation === 'track') {
    const { percentage } = params as Track;
    const isUnfinished = (row: Row) => (row.percentage ?? 0) < (percentage ?? 0) && !isTerminal(readingOf(row).state);
    const own = rows.filter(({ customUid }) => customUid === context.stamp);
    return own.map((row) => ({ ...asFound(row), by: 'stamp', ...(isUnfinished(row) ? { unfinished: true } : {}) }));
  }
  const sinceMs = sinceAtVendor(api, read, context);
  const possible = rows.filter((row) => mayBeOurs(row, sinceMs, place.username));
  return aimedAt(targetsOf(params), possible).map((row) => ({ ...asFound(row), by: 'content' }));
}

function cannotTell(api: LxcaApi, why: string): VendorError {
  return new VendorError('UnexpectedResponse', `${api.endpoint}: GET /tasks: ${why}`);
}

/** When we first wanted the job, by the vendor's clock. */
function sinceAtVendor(api: LxcaApi, { answeredAtMs }: RowsRead, { intendedAtMs, nowMs }: StartContext): number {
  if (answeredAtMs === undefined)
    throw cannotTell(api, "no Date header: the vendor's clock cannot be compared with ours");
  return answeredAtMs - (nowMs() - intendedAtMs) - MARGIN_MS;
}

/** False where the row shows that it is another's; what is missing or unreadable shows nothing. */
function mayBeOurs({ customUid, createdBy, startTime, endTime }: Row, sinceMs: number, username: string): boolean {
  if (customUid !== undefined) return false;
  if (createdBy !== undefined && createdBy.toLowerCase() !== username.toLowerCase()) return false;
  const isBefore = (time: string | undefined) => time !== undefined && DATE.test(time) && Date.parse(time) < sinceMs;
  return !isBefore(startTime) && !isBefore(endTime);
}

/** Nothing says what a row's uuid is. Where one is that of our device, rows with another uuid are about other devices. */
function aimedAt(targets: ReadonlySet<string>, rows: OwnRow[]): OwnRow[] {
  const isAimed = ({ uuid }: Row) => uuid !== undefined && targets.has(plain(uuid));
  return rows.some(isAimed) ? rows.filter((row) => row.uuid === undefined || isAimed(row)) : rows;
}

function plain(uuid: string): string {
  return uuid.replaceAll('-', '').toUpperCase();
}

function targetsOf(params: unknown): Set<string> {
  const { uuid, servers = [], switches = [], storages = [], cmms = [] } = params as Partial<Power & UpdateFirmware>;
  const devices = [...servers, ...switches, ...storages, ...cmms].map((device) => device.uuid);
  return new Set([...devices, ...(uuid === undefined ? [] : [uuid])].map(plain));
}
