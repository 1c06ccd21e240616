import { z } from 'zod';
import { show } from '../../contract/request.ts';
import type { CallContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import { newJobFor } from './content.ts';
import { pushableIds } from './features.ts';
import { type CmcHandle, handleOf } from './handle.ts';
import { getJob } from './jobs.ts';
import type { Push } from './params.ts';
import { readJob } from './reading.ts';
import { isOk, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { type Job, jobShape, writeJob } from './wire.ts';

const started = (job: Job): Started<CmcHandle> => ({
  handle: handleOf(job),
  vendorJobId: job.id,
  reading: readJob(job),
});

/** Makes a job: one changing call, after reads that leave nothing behind. That the vendor takes it is assumed. */
export async function startPush(session: Session, push: Push, { signal }: CallContext): Promise<Started<CmcHandle>> {
  const featureIds = await pushableIds(session, push.features, { kind: 'start', signal });
  const call: Call = {
    kind: 'start',
    method: 'POST',
    path: `${session.base}/jobs`,
    body: writeJob(newJobFor(push, featureIds)),
    changes: true,
    signal,
  };
  const answer = await session.send(call);
  if (!isOk(answer)) throw startRefusal(session, call, answer);
  return started(readShape(session.endpoint, call, jobShape, readJson(session.endpoint, call, answer)));
}

/** A vendor that has no such call says so in one of these ways. */
function startRefusal(session: Session, call: Call, answer: Answer): VendorError {
  const error = refusal(session.endpoint, call, answer);
  if (answer.status !== 404 && answer.status !== 405) return error;
  const advice = 'this version may not make jobs through its API; start the job there and adopt it';
  return new VendorError('InvalidRequest', `${error.message}; ${advice}`);
}

const digits = z.string().regex(/^\d{1,30}$/);
const adoptable = z.strictObject({ jobId: z.union([digits, z.int().nonnegative().transform(String)]) });

/** Takes a job that is there already. */
export async function adoptJob(
  session: Session,
  ids: Readonly<Record<string, string | number>>,
  { signal }: CallContext,
): Promise<Started<CmcHandle>> {
  const asked = adoptable.safeParse(ids).data;
  if (asked === undefined) {
    const expected = "expected jobId, the vendor's id of the job, a whole number";
    throw new VendorError('InvalidRequest', `${session.endpoint}: adopt: ${expected}; found ${show(ids)}`);
  }
  // The vendor prints ids without leading zeros.
  return started(await getJob(session, BigInt(asked.jobId).toString(), { kind: 'start', signal }));
}
