import type { Reading } from '../../contract/job.ts';
import type { CallContext, Looked } from '../../contract/vendor.ts';
import type { PrimeApi } from './api.ts';
import { addReasons, type Failed } from './failure-words.ts';
import type { PrimeHandle } from './handle.ts';
import { isLongId } from './handle.ts';
import { type Row, readRows } from './rows.ts';
import { describeWords, hasBegun, hasUnknownWord, stateOf } from './states.ts';

/** The reading that a row gives. */
export function readingOf(row: Row, handle: PrimeHandle): Reading {
  const state = stateOf(row);
  const grown = grow(handle, row);
  return {
    state,
    words: describeWords(row),
    ...(hasUnknownWord(row) && { unknownWords: true }),
    ...(state === 'queued' && row.nextRunTime !== undefined ? { message: `next run ${row.nextRunTime}` } : {}),
    ...(grown === undefined ? {} : { handle: grown }),
    readAt: new Date().toISOString(),
  };
}

/** The handle with its run, from the moment that the run exists; undefined where nothing is new. */
function grow(handle: PrimeHandle, row: Row): PrimeHandle | undefined {
  if (handle.runId !== undefined || !hasBegun(row) || !isLongId(row.runId)) return undefined;
  const jobId = handle.jobId ?? row['@id'];
  return { jobName: handle.jobName, ...(jobId === undefined ? {} : { jobId }), runId: row.runId };
}

export async function look(api: PrimeApi, handles: readonly PrimeHandle[], { signal }: CallContext): Promise<Looked[]> {
  const errand = { kind: 'look', signal } as const;
  const rows = await readRows(api, handles, errand);
  const failed: Failed[] = [];
  const looked = handles.map((handle) => {
    const row = rows.of(handle);
    if (row instanceof Error) return row;
    const reading = readingOf(row, handle);
    if (reading.state === 'failed') failed.push({ row, reading });
    return reading;
  });
  await addReasons(api, failed, errand);
  return looked;
}
