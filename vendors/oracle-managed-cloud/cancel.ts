import { isTerminal } from '../../contract/job.ts';
import type { CancelAsk, CancelReply } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { unexpected } from '../answers.ts';
import type { Errand, McsApi } from './api.ts';
import { executionsOf, type McsHandle } from './handle.ts';
import { type Part, type Reader, readParts, readRecord } from './parts.ts';
import { refusal, wordsOf } from './refusal.ts';
import { isUnscheduled } from './states.ts';
import { readStatuses } from './statuses.ts';
import { changed } from './wire.ts';

/** With these the vendor may mean that there is nothing to cancel any more; which, and in what words, is not documented. */
const MAYBE_OVER = [400, 404, 409, 412, 422, 500];

/** Each ask by itself: the vendor has no call for many. */
export function cancel(
  reader: Reader,
  asks: readonly CancelAsk<McsHandle>[],
  errand: Errand,
): Promise<(CancelReply | Error)[]> {
  return Promise.all(
    asks.map(({ handle }) =>
      cancelJob(reader, handle, errand).catch((error: unknown) => {
        if (error instanceof VendorError) return error;
        throw error;
      }),
    ),
  );
}

/** Asks for the job's own schedule first; what the vendor did not take away with it is asked for by itself. */
async function cancelJob(reader: Reader, handle: McsHandle, errand: Errand): Promise<CancelReply> {
  const { executionId, downStream } = handle;
  if (!(await isStillOurs(reader.api, handle, errand))) return { reply: 'unknownJob' };
  const own = await takeSchedule(reader.api, handle, executionId, errand);
  let left = downStream;
  if ('takenAlong' in own) {
    left = downStream.filter((id) => !own.takenAlong.has(id));
  } else {
    const judged = await judge(reader, handle, own, errand);
    if (!('left' in judged)) return judged;
    left = judged.left;
  }
  for (const id of left) {
    const taken = await takeSchedule(reader.api, handle, id, errand);
    if ('takenAlong' in taken) continue;
    const judged = await judge(reader, handle, { ...taken, id }, errand);
    if (!('left' in judged)) return judged;
  }
  // A schedule that never was is gone in no reading, so that we keep in mind that the vendor was asked.
  if (!handle.scheduled) reader.calledOff.add(executionId);
  return { reply: 'accepted' };
}

/**
 * The cancel goes by the id alone, so whose it is now is read right before. An execution that cannot be read is not
 * canceled: the call fails and is made again. Where no time is known there is nothing to compare.
 */
async function isStillOurs(api: McsApi, handle: McsHandle, errand: Errand): Promise<boolean> {
  if (handle.madeUntil === undefined) return true;
  try {
    await readRecord(api, handle, handle.executionId, errand);
    return true;
  } catch (error) {
    if (error instanceof VendorError && error.type === 'NotFound') return false;
    throw error;
  }
}

/** A cancel that was not carried out, and of which execution. */
interface Refused {
  id: string;
  status: number;
  words: string;
  error: VendorError;
}

async function takeSchedule(
  api: McsApi,
  { instanceId }: McsHandle,
  id: string,
  errand: Errand,
): Promise<Refused | { takenAlong: Set<string> }> {
  const sent = await api.cancel(instanceId, id, errand);
  const { call, answer } = sent;
  if (answer.status < 200 || answer.status > 299) {
    const error = refusal(api.endpoint, call, answer);
    if (!MAYBE_OVER.includes(answer.status) || error.type === 'UnexpectedResponse') throw error;
    return { id, status: answer.status, words: wordsOf(answer.text), error };
  }
  const record = api.read(sent, changed);
  if (record.id !== undefined && record.id !== id)
    throw unexpected(api.endpoint, call, `the answer is of execution ${record.id}`);
  const along = record.downStreamExecutions.filter(({ subStatus }) => isUnscheduled(subStatus));
  return { takenAlong: new Set(along.map((part) => part.id)) };
}

/** What a refused cancel means is seen at the job itself: the answer, or the executions that are still to be asked for. */
async function judge(
  reader: Reader,
  handle: McsHandle,
  refused: Refused,
  errand: Errand,
): Promise<CancelReply | { left: string[] }> {
  let parts: Part[];
  try {
    parts = await readParts(reader, handle, await readStatuses(reader.api, executionsOf(handle), errand), errand);
  } catch (error) {
    if (error instanceof VendorError && error.type === 'NotFound') return { reply: 'unknownJob' };
    throw refused.error;
  }
  if (parts.every(({ state }) => isTerminal(state))) return { reply: 'alreadyOver' };
  const part = parts.find(({ id }) => id === refused.id);
  const isGone = part !== undefined && (isTerminal(part.state) || isUnscheduled(part.record?.subStatus));
  if (isGone)
    return { left: parts.filter(({ id, state }) => id !== refused.id && !isTerminal(state)).map(({ id }) => id) };
  if (refused.status === 404) return { reply: 'unknownJob' };
  if (refused.status === 500) throw refused.error;
  return { reply: 'refused', why: `${refused.status}: ${refused.words} (${refused.id} is ${part?.words})` };
}
