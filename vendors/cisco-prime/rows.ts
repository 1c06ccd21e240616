import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, PrimeApi } from './api.ts';
import { anyOf, inParts } from './filter.ts';
import type { PrimeHandle } from './handle.ts';
import type { Summary } from './wire.ts';

/** A summary that is fit to be judged. */
export type Row = Summary & { jobName: string; jobStatus: string };

/** JobSummary's rows for some jobs. */
export interface Rows {
  /** The job's row, or why there is none. */
  of(handle: PrimeHandle): Row | VendorError;
}

/** Reads JobSummary for all the jobs, in as few calls as the length of a request line allows. */
export async function readRows(api: PrimeApi, handles: readonly PrimeHandle[], errand: Errand): Promise<Rows> {
  const parts = inParts(handles.map(({ jobName }) => jobName));
  const pages = await Promise.all(
    parts.map((names) => api.summaries({ jobName: anyOf(names), '.maxResults': '1000' }, errand)),
  );
  const rows = pages.flatMap((page) => page.rows);
  // A row without its name, or one that was not sent, may be any job's: then no job is surely unknown.
  const isWhole = pages.every((page) => page.count <= page.rows.length) && rows.every(({ jobName }) => jobName);
  return { of: (handle) => pick(api.endpoint, rows, handle, isWhole) };
}

function pick(endpoint: string, rows: readonly Summary[], handle: PrimeHandle, isWhole: boolean): Row | VendorError {
  const error = (type: 'NotFound' | 'Conflict' | 'UnexpectedResponse', why: string) =>
    new VendorError(type, `${endpoint}: job ${handle.jobName}: ${why}`);
  const named = rows.filter(({ jobName }) => jobName === handle.jobName);
  const own = named.length > 1 ? named.filter((row) => row['@id'] === handle.jobId) : named;
  const [row, ...others] = own.length === 0 ? named : own;
  if (row === undefined)
    return isWhole ? error('NotFound', 'Prime does not know it') : error('UnexpectedResponse', 'not in the part sent');
  if (others.length > 0) {
    const ids = [row, ...others].map((each) => `${each['@id']} (${each.jobType})`).join(', ');
    return error('Conflict', `several jobs have this name: ${ids}`);
  }
  if (row.jobStatus === undefined) return error('UnexpectedResponse', 'its row has no jobStatus');
  if (handle.runId === undefined || row.runId === handle.runId) return row as Row;
  if (row.runId === undefined) return error('UnexpectedResponse', 'its row has no runId any more');
  return error('NotFound', `run ${handle.runId} is over; the latest is ${row.runId}, and Prime shows only that`);
}
