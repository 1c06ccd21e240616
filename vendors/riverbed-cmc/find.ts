import type { Found, StartContext } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { isContentOf, newJobFor } from './content.ts';
import { featureIds } from './features.ts';
import { type CmcHandle, handleOf } from './handle.ts';
import { type JobList, listJobs } from './jobs.ts';
import type { Push } from './params.ts';
import { readJob } from './reading.ts';
import type { Session } from './session.ts';
import { toMs } from './times.ts';
import type { Job, NewJob } from './wire.ts';

/** The Date header and the job's times tell whole seconds, and the vendor's clock may be set while we wait. */
const MARGIN_MS = 2_000;

/**
 * Jobs that push the same to the same targets, made since we wanted ours. They carry no name of ours: whoever else
 * starts the same push in that time makes one that looks the same. All jobs are read, since what the list's filters
 * leave out is not documented, and a job of ours that is overlooked would be started twice.
 */
export async function findPushes(session: Session, push: Push, context: StartContext): Promise<Found<CmcHandle>[]> {
  const errand = { kind: 'start', signal: context.signal } as const;
  const ids = await featureIds(session, push.features, errand);
  const wanted = newJobFor(push, ids);
  try {
    return matchesIn(session, await listJobs(session, {}, errand), wanted, context);
  } catch (error) {
    if (!(error instanceof VendorError) || error.type !== 'UnexpectedResponse' || ids[0] === undefined) throw error;
    // Too many jobs for one answer, perhaps. What a shorter list shows is there; what it lacks may be there too.
    const found = matchesIn(session, await listJobs(session, { feature_id: ids[0] }, errand), wanted, context);
    if (found.length === 0) throw error;
    return found;
  }
}

function matchesIn(session: Session, list: JobList, wanted: NewJob, context: StartContext): Found<CmcHandle>[] {
  const cannotTell = (why: string) => new VendorError('UnexpectedResponse', `${session.endpoint}: ${why}`);
  if (list.unreadable !== undefined) throw list.unreadable;
  if (list.answeredAtMs === undefined) throw cannotTell("the answer has no date, so the vendor's clock is not known");
  const sinceMs = list.answeredAtMs - (context.nowMs() - context.intendedAtMs) - MARGIN_MS;
  return list.jobs.flatMap((job) => {
    const isOurs = isMatch(job, wanted, sinceMs);
    if (isOurs === undefined) throw cannotTell(`cannot tell whether job ${job.id} is ours: it does not say enough`);
    return isOurs ? [{ handle: handleOf(job), vendorJobId: job.id, reading: readJob(job), by: 'content' }] : [];
  });
}

function isMatch(job: Job, wanted: NewJob, sinceMs: number): boolean | undefined {
  const [isRecent, isSame] = [wasMadeSince(job, sinceMs), isContentOf(job, wanted)];
  if (isRecent === false || isSame === false) return false;
  return isRecent && isSame ? true : undefined;
}

/** Whatever happened to a job before, it was made before. Undefined where no time tells. */
function wasMadeSince({ creation_time, push_time, completion_time }: Job, sinceMs: number): boolean | undefined {
  const times = [creation_time, push_time, completion_time];
  if (times.some((time = 0) => time > 0 && toMs(time) < sinceMs)) return false;
  return creation_time !== undefined && creation_time > 0 ? true : undefined;
}
