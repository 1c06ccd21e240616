import { isTerminal } from '../../contract/job.ts';
import type { CallContext, CancelReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import { lookAtRuns } from './look.ts';
import type { CcsHandle } from './reading.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { BASE, writeOperation } from './wire.ts';
import { readRefusal } from './words.ts';

/** With these the vendor may mean that there is nothing to abort any more; which, and in what words, is not documented. */
const MAYBE_OVER = [400, 404, 409, 500];

/** Asks the vendor to abort a run. Asking twice does no harm, so a failed call may always be made again. */
export async function abortRun(session: Session, handle: CcsHandle, { signal }: CallContext): Promise<CancelReply> {
  const call: Call = {
    kind: 'cancel',
    method: 'POST',
    path: `${BASE}/jobs/${handle.runId}`,
    headers: { 'content-type': 'application/json' },
    body: writeOperation('abort'),
    signal,
  };
  const answer = await session.send(call);
  if (answer.status === 200 || answer.status === 204) {
    // 204 is the vendor's; a 200 may be a web page that has never seen the vendor.
    if (answer.text.trim() !== '') readJson(session.endpoint, call, answer);
    return { reply: 'accepted' };
  }
  const error = refusal(session.endpoint, call, answer);
  if (!MAYBE_OVER.includes(answer.status) || error.type === 'UnexpectedResponse') throw error;
  return await judgeRefusal(session, handle, { answer, error, signal });
}

interface Refused {
  answer: Answer;
  error: VendorError;
  signal: AbortSignal;
}

/** What a refused abort means is seen at the run itself. */
async function judgeRefusal(session: Session, handle: CcsHandle, refused: Refused): Promise<CancelReply> {
  const { answer, error, signal } = refused;
  const [looked] = await lookAtRuns(session, [handle], { kind: 'cancel', signal });
  if (looked instanceof VendorError && looked.type === 'NotFound') return { reply: 'unknownJob' };
  if (looked === undefined || looked instanceof Error) throw error;
  if (isTerminal(looked.state)) return { reply: 'alreadyOver' };
  if (answer.status === 404) return { reply: 'unknownJob' };
  if (answer.status === 500) throw error;
  return { reply: 'refused', why: `${answer.status}: ${readRefusal(answer.text)}` };
}
