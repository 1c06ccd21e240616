import type { Reading } from '../../contract/job.ts';
import type { CallContext, Looked } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { type CmcHandle, handleOf } from './handle.ts';
import { anotherJob } from './identity.ts';
import { type Errand, getJob, type JobFilter, listJobs } from './jobs.ts';
import { readJob } from './reading.ts';
import type { Session } from './session.ts';
import type { Job } from './wire.ts';

/** Of more rows than this, most are jobs that have ended since: some hundreds of kB, and a list past 4 MiB is not read. */
const LONG_LIST = 1_000;
/** So many that the list of running jobs leaves out are read one by one; more are read in a list of their own. */
const FEW = 10;

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

/** A list that cannot be read, for its length perhaps, must not hide jobs that can be read one by one. */
async function readList(session: Session, filter: JobFilter, errand: Errand): Promise<Job[] | undefined> {
  try {
    return (await listJobs(session, filter, errand)).jobs;
  } catch (error) {
    if (error instanceof VendorError && error.type === 'UnexpectedResponse') return undefined;
    throw error;
  }
}

/** Reads many jobs in as few lists as it can. */
function createLists(session: Session) {
  /** Whether the last list of all jobs was too long: those that we wait for are then a few among many that have ended. */
  let isCrowded = false;

  async function readAll(handles: readonly CmcHandle[], errand: Errand): Promise<Job[]> {
    const jobs = await readList(session, windowOf(handles), errand);
    isCrowded = jobs === undefined || jobs.length > LONG_LIST;
    return jobs ?? [];
  }

  return async (handles: readonly CmcHandle[], errand: Errand): Promise<Job[]> => {
    if (!isCrowded) return await readAll(handles, errand);
    const running = (await readList(session, { ...windowOf(handles), job_status: 'InProgress' }, errand)) ?? [];
    const seen = new Set(running.map(({ id }) => id));
    const others = handles.filter(({ jobId }) => !seen.has(jobId));
    return others.length > FEW ? [...running, ...(await readAll(others, errand))] : running;
  };
}

/**
 * Many jobs are read in one list; one that is not in it, and one that is alone, by itself. Only the job's own address
 * can say that it does not exist: what the list leaves out for its filters is not documented.
 */
export function createLook(session: Session) {
  const readTogether = createLists(session);
  return async (handles: readonly CmcHandle[], { signal }: CallContext): Promise<Looked[]> => {
    const errand = { kind: 'look', signal } as const;
    const jobIds = [...new Set(handles.map(({ jobId }) => jobId))];
    const listed = jobIds.length > 1 ? await readTogether(handles, errand) : [];
    const seen = new Map<string, Job | VendorError>(listed.map((job) => [job.id, job]));
    const missing = jobIds.filter((jobId) => !seen.has(jobId));
    const read = await Promise.all(missing.map((jobId) => orError(getJob(session, jobId, errand))));
    for (const [at, jobId] of missing.entries()) seen.set(jobId, read[at] as Job | VendorError);
    return handles.map((handle) => {
      const found = seen.get(handle.jobId) as Job | VendorError;
      return found instanceof Error ? found : lookedFor(session, handle, found);
    });
  };
}

async function orError<T>(reading: Promise<T>): Promise<T | VendorError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}
