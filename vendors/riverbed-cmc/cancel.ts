import { isTerminal } from '../../contract/job.ts';
import type { CallContext, CancelAsk, CancelReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import type { CmcHandle } from './handle.ts';
import { anotherJob } from './identity.ts';
import { type Errand, getJob } from './jobs.ts';
import { readJob } from './reading.ts';
import { isOk, refusal, wordsOf } from './refusal.ts';
import type { Session } from './session.ts';
import { jobShape } from './wire.ts';

/** The vendor takes one job a call: what fails for one is an error at its own place. */
export async function cancelJobs(
  session: Session,
  asks: readonly CancelAsk<CmcHandle>[],
  { signal }: CallContext,
): Promise<(CancelReply | Error)[]> {
  const answers = await Promise.allSettled(
    asks.map(({ handle }) => cancelJob(session, handle, { kind: 'cancel', signal })),
  );
  return answers.map((each) => (each.status === 'fulfilled' ? each.value : each.reason));
}

/** Asks the vendor to cancel a job. Asking twice does no harm, so a failed call may always be made again. */
async function cancelJob(session: Session, handle: CmcHandle, errand: Errand): Promise<CancelReply> {
  const { jobId } = handle;
  if (!(await isStillOurs(session, handle, errand))) return { reply: 'unknownJob' };
  const call: Call = { ...errand, method: 'POST', path: `${session.base}/jobs/items/${jobId}/cancel` };
  const answer = await session.send(call);
  if (!isOk(answer)) return await judgeRefusal(session, jobId, { call, answer });
  if (answer.text.trim() === '') return { reply: 'accepted' };
  const { state } = readJob(readShape(session.endpoint, call, jobShape, readJson(session.endpoint, call, answer)));
  // Canceled may be this call's doing; anything else that is over was over before.
  return { reply: isTerminal(state) && state !== 'canceled' ? 'alreadyOver' : 'accepted' };
}

/**
 * The cancel goes by the id alone, so whose it is now is read right before. A job that cannot be read is not canceled:
 * the call fails and is made again. Where no time of creation is known there is nothing to compare.
 */
async function isStillOurs(session: Session, handle: CmcHandle, errand: Errand): Promise<boolean> {
  if (handle.createdAt === undefined) return true;
  try {
    return anotherJob(session.endpoint, handle, await getJob(session, handle.jobId, errand)) === undefined;
  } catch (error) {
    if (error instanceof VendorError && error.type === 'NotFound') return false;
    throw error;
  }
}

const MAYBE_OVER = ['InvalidRequest', 'NotFound', 'Conflict'];

/** In what words the vendor says that there is nothing to cancel is not documented: it is seen at the job itself. */
async function judgeRefusal(
  session: Session,
  jobId: string,
  { call, answer }: { call: Call; answer: Answer },
): Promise<CancelReply> {
  const error = refusal(session.endpoint, call, answer);
  const isFailure = answer.status === 500 || answer.status === 501;
  if (!MAYBE_OVER.includes(error.type) && !isFailure) throw error;
  try {
    const { state } = readJob(await getJob(session, jobId, { kind: 'cancel', signal: call.signal }));
    if (isTerminal(state)) return { reply: 'alreadyOver' };
  } catch (unseen) {
    if (unseen instanceof VendorError && unseen.type === 'NotFound') return { reply: 'unknownJob' };
    throw error;
  }
  const why = `${answer.status}: ${wordsOf(answer).slice(0, 300)}`;
  if (answer.status === 405 || answer.status === 501) return { reply: 'unsupported', why };
  if (isFailure) throw error;
  return { reply: 'refused', why };
}
