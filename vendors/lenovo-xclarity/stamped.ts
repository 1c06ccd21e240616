import type { CallContext, Stamped } from '../../contract/vendor.ts';
import type { LxcaApi } from './api.ts';
import type { LxcaHandle } from './handle.ts';
import { readingOf } from './reading.ts';

const STAMP = /^rv-[a-z2-7]{16}$/;

/** Every task whose custom uid is a stamp, whoever's; sub-tasks have longer ones. Rows that cannot be read are left out. */
export async function stamped(api: LxcaApi, { signal }: CallContext): Promise<Stamped<LxcaHandle>[]> {
  const { rows } = await api.allJobs({ kind: 'look', signal });
  return rows.flatMap((row) => {
    const { jobId, customUid } = row;
    if (jobId === undefined || customUid === undefined || !STAMP.test(customUid)) return [];
    return [{ stamp: customUid, handle: { jobId }, vendorJobId: jobId, reading: readingOf(row) }];
  });
}
