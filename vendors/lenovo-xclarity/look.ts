import type { Looked } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, LxcaApi } from './api.ts';
import type { LxcaHandle } from './handle.ts';
import { anotherJob, identityOf } from './identity.ts';
import { readingOf } from './reading.ts';
import { type Row, rowShape } from './wire.ts';

/** A job's row, where it was found, or why there is none. */
export type FoundRow = { row: Row; api: 'tasks' | 'jobs' } | VendorError;

/** The rows of jobs: tasks in one call, and those that are none one by one in the older list. */
export async function readRows(
  api: LxcaApi,
  handles: readonly LxcaHandle[],
  errand: Errand,
): Promise<(handle: LxcaHandle) => FoundRow> {
  const isOlder = (handle: LxcaHandle) => handle.api === 'jobs';
  const ids = [...new Set(handles.filter((handle) => !isOlder(handle)).map(({ jobId }) => jobId))];
  const older = new Set(handles.filter(isOlder).map(({ jobId }) => jobId));
  const found = await readTasks(api, ids, errand);
  for (const id of ids) if (!found.has(id)) older.add(id);
  const jobs = await Promise.all([...older].map(async (id) => [id, await readJob(api, id, errand)] as const));
  for (const [id, row] of jobs) found.set(id, row);
  return (handle) => {
    const at = found.get(handle.jobId);
    if (at === undefined) return new VendorError('NotFound', `${api.endpoint}: job ${handle.jobId} is not known`);
    return (!(at instanceof Error) && anotherJob(api.endpoint, handle, at.row)) || at;
  };
}

/** Looks at many jobs. What fails for one is an error at the places of that one. */
export async function look(api: LxcaApi, handles: readonly LxcaHandle[], errand: Errand): Promise<Looked[]> {
  const found = await readRows(api, handles, errand);
  return handles.map((handle) => {
    const at = found(handle);
    if (at instanceof Error) return at;
    const grown = grow(handle, at);
    return { ...readingOf(at.row), ...(grown && { handle: grown }) };
  });
}

/** The handle with what this look has learned of the job; undefined where nothing is new. */
function grow(handle: LxcaHandle, { row, api }: Exclude<FoundRow, Error>): LxcaHandle | undefined {
  const isOlder = api === 'jobs' && handle.api !== 'jobs';
  const identity = identityOf(handle, row);
  if (!isOlder && identity === undefined) return undefined;
  return { ...handle, ...identity, ...(isOlder && { api: 'jobs' as const }) };
}

/** Tasks by id, without those that the vendor does not know. What cannot be told is an error under its id. */
async function readTasks(api: LxcaApi, ids: readonly string[], errand: Errand): Promise<Map<string, FoundRow>> {
  if (ids.length === 0) return new Map();
  const read = await failed(api.tasks(ids, errand));
  if (read instanceof VendorError) return new Map(ids.map((id) => [id, read]));
  if (read === undefined) {
    // One that is unknown may spoil the whole list: each half is asked for itself.
    if (ids.length === 1) return new Map();
    const middle = Math.ceil(ids.length / 2);
    const halves = [ids.slice(0, middle), ids.slice(middle)].map((half) => readTasks(api, half, errand));
    return new Map((await Promise.all(halves)).flatMap((half) => [...half]));
  }
  const { unreadable } = read;
  const rows = new Map<string, FoundRow>(unreadable === undefined ? [] : ids.map((id) => [id, unreadable]));
  // A sub-task may be asked for and come below its task.
  for (const row of [...read.rows.flatMap(below), ...read.rows]) {
    if (row.jobId !== undefined && ids.includes(row.jobId)) rows.set(row.jobId, { row, api: 'tasks' });
  }
  return rows;
}

function below({ children }: Row): Row[] {
  return children.flatMap((raw) => rowShape.safeParse(raw).data ?? []);
}

/** The vendor's own sample answers with another id than was asked for, so the path alone says whose row it is. */
async function readJob(api: LxcaApi, id: string, errand: Errand): Promise<FoundRow> {
  const read = await failed(api.job(id, errand));
  if (read instanceof VendorError) return read;
  if (read === undefined) return new VendorError('NotFound', `${api.endpoint}: job ${id} is not known`);
  const [row] = read.rows;
  if (row !== undefined) return { row, api: 'jobs' };
  return read.unreadable ?? new VendorError('UnexpectedResponse', `${api.endpoint}: GET /jobs/${id}: no job`);
}

/** A failed call as a value; whatever else goes wrong stays an error. */
function failed<T>(call: Promise<T>): Promise<T | VendorError> {
  return call.catch((error: unknown) => {
    if (error instanceof VendorError) return error;
    throw error;
  });
}
