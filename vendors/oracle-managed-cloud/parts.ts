import { isTerminal, type Reading } from '../../contract/job.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, McsApi } from './api.ts';
import type { CalledOff } from './called-off.ts';
import { executionsOf, type McsHandle } from './handle.ts';
import { refuseAnother } from './identity.ts';
import { isUnknownWorkflow, readExecution, readWorkflow } from './states.ts';
import type { Execution } from './wire.ts';

/** One execution of a job, as it stands. */
export interface Part extends Pick<Reading, 'state' | 'words' | 'unknownWords'> {
  id: string;
  /** The record itself, where the workflow had not said enough. */
  record?: Execution;
}

export interface Reader {
  api: McsApi;
  calledOff: CalledOff;
}

/** All executions of a job, its own first. Fails as `NotFound` only where its own is not known. */
export async function readParts(
  { api, calledOff }: Reader,
  handle: McsHandle,
  statuses: ReadonlyMap<string, string>,
  errand: Errand,
): Promise<Part[]> {
  const wasScheduled = handle.scheduled || calledOff.has(handle.executionId);
  const readPart = async (id: string): Promise<Part> => {
    const word = statuses.get(id);
    const state = readWorkflow(word);
    const isOwn = id === handle.executionId;
    // An end is believed only where it is surely that of the job's own execution: one more call for each job.
    const isToBeChecked = state !== undefined && isTerminal(state) && isOwn && handle.madeUntil !== undefined;
    if (state !== undefined && !isToBeChecked)
      return { id, state, words: word ?? '', ...(isUnknownWorkflow(word) && { unknownWords: true }) };
    const record = await readRecord(api, handle, id, errand);
    if (state !== undefined) return { id, state, words: word ?? '' };
    return { id, ...readExecution(record, wasScheduled), record };
  };
  return await Promise.all(
    executionsOf(handle).map((id) => readPart(id).catch((error) => rethrow(error, id, handle.executionId))),
  );
}

/** The record of one of a job's executions. Fails as `NotFound` where the id of its own is another execution's by now. */
export async function readRecord(api: McsApi, handle: McsHandle, id: string, errand: Errand): Promise<Execution> {
  const record = await api.execution(handle.instanceId, id, errand);
  if (record.id !== id)
    throw new VendorError('UnexpectedResponse', `${api.endpoint}: asked for execution ${id}, got ${record.id}`);
  if (id === handle.executionId) refuseAnother(api.endpoint, handle, record);
  return record;
}

/** A half that is missing says nothing of the other, which may well run. */
function rethrow(error: unknown, id: string, own: string): never {
  if (id === own || !(error instanceof VendorError) || error.type !== 'NotFound') throw error;
  throw new VendorError('UnexpectedResponse', `down-stream execution ${id}: ${error.message}`);
}
