import { isTerminal } from '../../contract/job.ts';
import type { CallContext, CancelAsk, CancelReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson } from '../answers.ts';
import type { Answer } from '../http.ts';
import { type Errand, isGood, type LxcaApi } from './api.ts';
import { type CallbackPlace, useCallback } from './callback.ts';
import { type CancelCall, cancelCalls, goesByCallback, requestOf, type Stop, split } from './cancel-calls.ts';
import type { LxcaHandle } from './handle.ts';
import { hasIdentity } from './identity.ts';
import { type FoundRow, readRows } from './look.ts';
import { refusal } from './refusal.ts';
import { stateOf } from './states.ts';
import { isFailure, readRefusal } from './words.ts';

type Reply = CancelReply | Error;

/** With these the vendor may mean that there is nothing to cancel any more; which it uses then is not documented. */
const MAYBE_OVER = [400, 404, 409, 412, 500];
/** Part of a list was done, it seems; which part, the answer is not known to say. */
const PARTIAL = [206, 207];

/** Cancels what one read shows as not over. Asking twice does no harm, so a failed call may always be made again. */
export async function cancel(
  api: LxcaApi,
  place: CallbackPlace,
  asks: readonly CancelAsk<LxcaHandle>[],
  { signal }: CallContext,
): Promise<Reply[]> {
  const errand = { kind: 'cancel', signal } as const;
  const stops = await readStops(api, place, asks, errand);
  const live = stops.filter((stop) => 'jobId' in stop);
  const sent = await Promise.all(cancelCalls(live).map((call) => sendCancel(api, call, errand)));
  const replies = new Map(sent.flat());
  return stops.map((stop) => ('jobId' in stop ? (replies.get(stop.jobId) as Reply) : stop));
}

/**
 * Each ask as a stop, or as the answer of one that has nothing to stop. A job that cannot be read is stopped all the same
 * while nothing is known of whose it is; later its id may be another job's by now, and the call is made again.
 */
async function readStops(
  api: LxcaApi,
  place: CallbackPlace,
  asks: readonly CancelAsk<LxcaHandle>[],
  errand: Errand,
): Promise<(Stop | Reply)[]> {
  const handles = asks.map(({ handle }) => handle);
  const found = await readRows(api, handles, errand);
  return asks.map((ask) => stopOf(ask, found(ask.handle), place));
}

function stopOf({ handle, secondsLeft, rung }: CancelAsk<LxcaHandle>, at: FoundRow, place: CallbackPlace) {
  if (at instanceof VendorError) {
    if (at.type === 'NotFound') return { reply: 'unknownJob' } as const;
    if (hasIdentity(handle)) return at;
  } else if (isTerminal(stateOf(at.row.words))) return { reply: 'alreadyOver' } as const;
  const isOlder = (at instanceof Error ? handle.api : at.api) === 'jobs';
  const callback = isOlder || !goesByCallback(rung) ? undefined : useCallback(handle, place);
  if (callback !== undefined && 'why' in callback) return { reply: 'refused', why: callback.why } as const;
  const expirationTimeOut = secondsLeft === null ? -1 : Math.max(1, Math.floor(secondsLeft));
  return { jobId: handle.jobId, isOlder, rung, callback, expirationTimeOut };
}

/** Answers for each of the call's jobs. What a list is refused for may be one job's fault: then each is asked for alone. */
async function sendCancel(api: LxcaApi, call: CancelCall, errand: Errand): Promise<[string, Reply][]> {
  const all = (reply: Reply) => call.jobIds.map((jobId): [string, Reply] => [jobId, reply]);
  try {
    const request = requestOf(call);
    const { call: http, answer } = await api.send(request, errand);
    const isRefused = MAYBE_OVER.includes(answer.status) || (isGood(answer) && isFailure(answer.text));
    if ((isRefused || PARTIAL.includes(answer.status)) && call.jobIds.length > 1) {
      return (await Promise.all(split(call).map((one) => sendCancel(api, one, errand)))).flat();
    }
    if (isRefused) {
      const error = refusal(api.endpoint, http, answer);
      return await Promise.all(
        call.jobIds.map(async (id) => [id, await judge(api, call, id, { answer, error, errand })]),
      );
    }
    if (!isGood(answer)) throw refusal(api.endpoint, http, answer);
    // No body is the vendor's; a 200 with one may be a web page that has never seen the vendor.
    if (answer.text.trim() !== '') readJson(api.endpoint, http, answer);
    return all({ reply: 'accepted' });
  } catch (error) {
    if (error instanceof VendorError) return all(error);
    throw error;
  }
}

interface Refused {
  answer: Answer;
  error: VendorError;
  errand: Errand;
}

/** What a refused cancel means is seen at the job itself. */
async function judge(
  api: LxcaApi,
  call: CancelCall,
  jobId: string,
  { answer, error, errand }: Refused,
): Promise<Reply> {
  if (error.type === 'UnexpectedResponse' && !isGood(answer)) return error;
  const handle: LxcaHandle = call.form === 'older' ? { jobId, api: 'jobs' } : { jobId };
  const at = (await readRows(api, [handle], errand))(handle);
  if (at instanceof VendorError) return at.type === 'NotFound' ? { reply: 'unknownJob' } : error;
  if (isTerminal(stateOf(at.row.words))) return { reply: 'alreadyOver' };
  if (answer.status === 500) return error;
  return { reply: 'refused', why: `${answer.status}: ${readRefusal(answer.text)}` };
}
