import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape, unexpected } from '../answers.ts';
import type { CallKind } from '../gate.ts';
import type { Call } from '../http.ts';
import { isOk, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { type Job, jobShape, rowsShape } from './wire.ts';

/** What a call is for and how long anybody waits for it. */
export interface Errand {
  kind: CallKind;
  signal: AbortSignal;
}

/** The filters of the list, by the vendor's names. */
export interface JobFilter {
  job_status?: 'Queued' | 'InProgress' | 'Failed' | 'Success' | 'Canceled';
  feature_id?: number;
  after?: number;
  before?: number;
}

export interface JobList {
  jobs: Job[];
  /** A row that cannot be read: it spoils no other row, but what is missing may be it. */
  unreadable: VendorError | undefined;
  /** When the vendor answered, by its own clock to the second; undefined where it does not say. */
  answeredAtMs: number | undefined;
}

/** A GET's answer as JSON, with the vendor's clock. */
export async function read(session: Session, path: string, errand: Errand) {
  const call: Call = { ...errand, method: 'GET', path: session.base + path };
  const answer = await session.send(call);
  if (!isOk(answer)) throw refusal(session.endpoint, call, answer);
  const answeredAtMs = Date.parse(answer.headers.get('date') ?? '');
  return {
    call,
    value: readJson(session.endpoint, call, answer),
    answeredAtMs: Number.isNaN(answeredAtMs) ? undefined : answeredAtMs,
  };
}

export async function listJobs(session: Session, filter: JobFilter, errand: Errand): Promise<JobList> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  const path = query.size === 0 ? '/jobs' : `/jobs?${query}`;
  const { call, value, answeredAtMs } = await read(session, path, errand);
  const list: JobList = { jobs: [], unreadable: undefined, answeredAtMs };
  for (const row of readShape(session.endpoint, call, rowsShape, value)) {
    try {
      list.jobs.push(readShape(session.endpoint, call, jobShape, row));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      list.unreadable = error;
    }
  }
  return list;
}

export async function getJob(session: Session, jobId: string, errand: Errand): Promise<Job> {
  const { call, value } = await read(session, `/jobs/items/${jobId}`, errand);
  const job = readShape(session.endpoint, call, jobShape, value);
  if (job.id === jobId) return job;
  throw unexpected(session.endpoint, call, `asked for job ${jobId}, got job ${job.id}`);
}
