import { isNotAccepted, VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import { unexpected } from '../answers.ts';
import type { Errand, LxcaApi, Request, Sent } from './api.ts';
import type { Callback, Subtask, Track } from './params.ts';
import { createdTasks, id, writeProgress } from './wire.ts';

interface Owned {
  stamp: string;
  createdBy: string;
}

type WiredTask = { [name: string]: unknown };

/** Tasks that the caller has not named get a name from the stamp, so that the vendor names every id it answers. */
function wireChildren(children: readonly Subtask[], { stamp, createdBy }: Owned): WiredTask[] {
  return children.map(({ customUid, args, attributes, children: below }, index) => {
    const own = customUid ?? `${stamp}.${index + 1}`;
    const inner = wireChildren(below ?? [], { stamp: own, createdBy });
    return { ...attributes, ...(args ? { args } : {}), children: inner, createdBy, customUid: own };
  });
}

/** The callback goes along where it does not wait for the id, so that the vendor can cancel the task by itself. */
function wireCallback(callback: Callback | undefined): WiredTask {
  return callback === undefined || JSON.stringify(callback).includes('{jobId}') ? {} : { ...callback };
}

export function trackRequest(params: Track, callback: Callback | undefined, owned: Owned): Request {
  const { args, attributes, children } = params;
  const body = JSON.stringify({
    ...attributes,
    ...(args ? { args } : {}),
    ...wireCallback(callback),
    children: wireChildren(children, owned),
    createdBy: owned.createdBy,
    customUid: owned.stamp,
  });
  return { method: 'POST', path: '/tasks', body };
}

/** The id of the task that we have created, not of one of its sub-tasks. */
export async function readCreated(api: LxcaApi, sent: Sent, stamp: string, errand: Errand): Promise<string> {
  const created = api.json(sent, createdTasks);
  const own = created.find(({ customUid }) => customUid === stamp);
  const [first, ...others] = created;
  if (own !== undefined) return own.uid;
  if (first?.customUid !== undefined) throw unexpected(api.endpoint, sent.call, 'the answer lacks our custom uid');
  if (first !== undefined && others.length === 0) return first.uid;
  return await topOf(
    api,
    sent,
    created.map(({ uid }) => uid),
    errand,
  );
}

/** Ids without names: the task is the only one that stands below none of the others. */
async function topOf(api: LxcaApi, { call }: Sent, ids: readonly string[], errand: Errand): Promise<string> {
  const cannotTell = () => unexpected(api.endpoint, call, `cannot tell which of ${ids.slice(0, 10)} is the task`);
  const read = await api.tasks(ids, errand).catch((error: unknown) => {
    // The task is created: whatever goes wrong from here on is a lost answer.
    throw error instanceof VendorError ? new VendorError('AnswerLost', error.message) : error;
  });
  const below = new Set(read?.rows.flatMap(({ children }) => children.flatMap(idsIn)));
  const tops = ids.filter((uid) => !below.has(uid));
  const [top] = tops;
  if (top === undefined || tops.length > 1) throw cannotTell();
  return top;
}

function idsIn(raw: unknown): string[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const { jobUID, id: other, children } = raw as Record<string, unknown>;
  const own = id.safeParse(jobUID ?? other).data;
  return [...(own === undefined ? [] : [own]), ...(Array.isArray(children) ? children.flatMap(idsIn) : [])];
}

/** Tells the vendor how far a task is that exists already: the same again changes nothing. */
export async function tellProgress(
  api: LxcaApi,
  jobId: string,
  percentage: number,
  errand: Errand & { isResumed: boolean },
): Promise<void> {
  const { isResumed, ...context } = errand;
  try {
    const body = writeProgress(jobId, percentage);
    await api.sendWell({ method: 'PUT', path: `/tasks/${jobId}`, body, changes: true }, context);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // The task runs, whatever the vendor thinks of its progress; and asking for ever would help nobody.
    if (isResumed && REFUSED.includes(error.type)) return;
    // A resumed start may be resumed again. Right after the creation no refusal may make anybody create it again.
    throw isResumed && isNotAccepted(error.type) ? error : new VendorError('AnswerLost', error.message);
  }
}

const REFUSED: readonly VendorErrorType[] = ['InvalidRequest', 'Forbidden', 'NotFound', 'Conflict'];
