import type { Reading } from '../../contract/job.ts';
import type { CallContext, Looked } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { type CmcHandle, handleOf } from './handle.ts';
import { anotherJob } from './identity.ts';
import { type Errand, getJob, type JobFilter, listJobs } from './jobs.ts';
import { readJob } from './reading.ts';
import type { Session } from './session.ts';
import type { Job } from './wire.ts';

/** A list that cannot be read, for its length perhaps, must not hide jobs that can be read one by one. */
async function readList(session: Session, handles: readonly CmcHandle[], errand: Errand): Promise<Job[]> {
  try {
    return (await listJobs(session, windowOf(handles), errand)).jobs;
  } catch (error) {
    if (error instanceof VendorError && error.type === 'UnexpectedResponse') return [];
    throw error;
  }
}

/** The time in which all of them were made, both ends a second further out: whether they count is not documented. */
function windowOf(handles: readonly CmcHandle[]): JobFilter {
  const times = handles.map(({ createdAt }) => createdAt ?? Number.NaN);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return Number.isNaN(first) ? {} : { after: first - 1, before: last + 1 };
}

function lookedFor(session: Session, handle: CmcHandle, job: Job): Looked {
  return anotherJob(session.endpoint, handle, job) ?? readingFor(handle, job);
}

function readingFor(handle: CmcHandle, job: Job): Reading {
  const grown = handle.createdAt === undefined && job.creation_time !== undefined;
  return { ...readJob(job), ...(grown && { handle: handleOf(job) }) };
}

/**
 * Many jobs are read in one list; one that is not in it, and one that is alone, by itself. Only the job's own address
 * can say that it does not exist: what the list leaves out for its filters is not documented.
 */
export async function lookAtJobs(
  session: Session,
  handles: readonly CmcHandle[],
  { signal }: CallContext,
): Promise<Looked[]> {
  const errand = { kind: 'look', signal } as const;
  const jobIds = [...new Set(handles.map(({ jobId }) => jobId))];
  const listed = jobIds.length > 1 ? await readList(session, handles, errand) : [];
  const seen = new Map<string, Job | VendorError>(listed.map((job) => [job.id, job]));
  const missing = jobIds.filter((jobId) => !seen.has(jobId));
  for (const [at, read] of (
    await Promise.all(missing.map((jobId) => orError(getJob(session, jobId, errand))))
  ).entries())
    seen.set(missing[at] as string, read);
  return handles.map((handle) => {
    const read = seen.get(handle.jobId) as Job | VendorError;
    return read instanceof Error ? read : lookedFor(session, handle, read);
  });
}

async function orError<T>(reading: Promise<T>): Promise<T | VendorError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}
