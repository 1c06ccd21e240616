import type { Reading } from '../../contract/job.ts';
import type { Looked } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, McsApi } from './api.ts';
import { executionsOf, type McsHandle } from './handle.ts';
import { type Part, type Reader, readParts } from './parts.ts';
import { combine, isUnscheduled } from './states.ts';
import { readStatuses } from './statuses.ts';
import { describeFailure, describeProgress } from './steps.ts';
import type { Execution } from './wire.ts';

/** One call for the workflows of all jobs; then the record of each whose workflow has not begun. */
export async function look(reader: Reader, handles: readonly McsHandle[], errand: Errand): Promise<Looked[]> {
  const statuses = await readStatuses(reader.api, handles.flatMap(executionsOf), errand);
  const lookAt = async (handle: McsHandle): Promise<Looked> => {
    try {
      return await read(reader.api, handle, await readParts(reader, handle, statuses, errand), errand);
    } catch (error) {
      if (error instanceof VendorError) return error;
      throw error;
    }
  };
  return await Promise.all(handles.map(lookAt));
}

/** The job's reading where its executions stand so. */
export async function read(api: McsApi, handle: McsHandle, parts: readonly Part[], errand: Errand): Promise<Reading> {
  const message = await describe(api, parts, errand);
  const grown = grow(handle, parts[0]?.record);
  return {
    state: combine(parts.map(({ state }) => state)),
    words: parts.map(({ id, words }, at) => (at === 0 ? words : `${id}: ${words}`)).join('; '),
    ...(parts.some(({ unknownWords }) => unknownWords) && { unknownWords: true }),
    ...(message === undefined ? {} : { message }),
    ...(grown === undefined ? {} : { handle: grown }),
    readAt: new Date().toISOString(),
  };
}

async function describe(api: McsApi, parts: readonly Part[], errand: Errand): Promise<string | undefined> {
  const failed = parts.find(({ state }) => state === 'failed');
  if (failed !== undefined) return await describeFailure(api, failed.id, errand);
  const running = parts.find(({ state }) => state === 'running');
  if (running !== undefined) return await describeProgress(api, running.id, errand);
  const next = parts.find(({ state, record }) => state === 'queued' && record?.scheduledStart !== undefined);
  return next && `scheduled for ${next.record?.scheduledStart}`;
}

/** The handle once it has a schedule that somebody else has given it; undefined where nothing is new. */
function grow(handle: McsHandle, record: Execution | undefined): McsHandle | undefined {
  if (handle.scheduled || record?.subStatus === undefined || isUnscheduled(record.subStatus)) return undefined;
  return { ...handle, ...scheduleOf(record) };
}

/** Whether an execution has a schedule, and its other half where that has one too. */
export function scheduleOf(record: Pick<Execution, 'subStatus' | 'downStreamExecutions'>) {
  const scheduled = !isUnscheduled(record.subStatus);
  const withSchedule = record.downStreamExecutions.filter(({ subStatus }) => !isUnscheduled(subStatus));
  return { scheduled, downStream: scheduled ? withSchedule.map(({ id }) => id) : [] };
}
