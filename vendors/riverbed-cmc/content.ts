import type { Push } from './params.ts';
import { type Job, type NewJob, TARGETS } from './wire.ts';

/** The job that the parameters ask for. */
export function newJobFor(
  { siteIds, applianceSerialNumbers, siteTypeIds, backup }: Push,
  featureIds: number[],
): NewJob {
  return {
    feature_ids: featureIds,
    ...(siteIds && { site_ids: siteIds }),
    ...(applianceSerialNumbers && { appliance_serial_numbers: applianceSerialNumbers }),
    ...(siteTypeIds && { site_type_ids: siteTypeIds }),
    ...(backup !== undefined && { backup }),
  };
}

type Ids = readonly (string | number)[];

function isSame(found: Ids | undefined, wanted: Ids): boolean | undefined {
  if (found === undefined || found.length === 0) return undefined;
  const [has, wants] = [new Set(found.map(String)), new Set(wanted.map(String))];
  return has.size === wants.size && [...wants].every((id) => has.has(id));
}

/** Whether a job pushes what we wanted to where we wanted it; undefined where it does not say enough. */
export function isContentOf(job: Job, wanted: NewJob): boolean | undefined {
  const target = TARGETS.find((each) => wanted[each] !== undefined) as (typeof TARGETS)[number];
  // A job has exactly one kind of target, so one that has another kind is another's.
  const hasOther = TARGETS.some((each) => each !== target && (job[each]?.length ?? 0) > 0);
  const targets = isSame(job[target], wanted[target] as Ids) ?? (hasOther ? false : undefined);
  const features = isSame(job.feature_ids, wanted.feature_ids);
  const isBackup = job.backup === undefined || wanted.backup === undefined || job.backup === wanted.backup;
  if (targets === false || features === false || !isBackup) return false;
  return targets === undefined || features === undefined ? undefined : true;
}
