import type { CallContext, SuspendReply } from '../../contract/vendor.ts';
import type { Errand, PrimeApi } from './api.ts';
import { isLongId, type PrimeHandle } from './handle.ts';
import { readJobIds } from './job-ids.ts';
import { noWord, wordOn } from './operation-words.ts';
import { type Row, readRows } from './rows.ts';

interface Turn {
  operation: 'suspend' | 'resume';
  /** The jobStatus of a job that needs no turning. */
  done: string;
  note: string;
}

const OFF: Turn = {
  operation: 'suspend',
  done: 'SUSPENDED',
  note: "the trigger of the job's definition is off until a resume; an instance that runs already runs on",
};
const ON: Turn = {
  operation: 'resume',
  done: 'SCHEDULED',
  note: "the trigger of the job's definition is on; an instance that runs already was not touched",
};

type Answers = Promise<(SuspendReply | Error)[]>;

/** Turns the triggers of the jobs' definitions off, in one call for all. A run that is on its way is not touched. */
export function suspend(api: PrimeApi, handles: readonly PrimeHandle[], { signal }: CallContext): Answers {
  return turn(api, handles, OFF, { kind: 'cancel', signal });
}

/** Turns suspended triggers on again. What was canceled stays so: Prime refuses. */
export function resume(api: PrimeApi, handles: readonly PrimeHandle[], { signal }: CallContext): Answers {
  return turn(api, handles, ON, { kind: 'cancel', signal });
}

async function turn(api: PrimeApi, handles: readonly PrimeHandle[], how: Turn, errand: Errand): Answers {
  const rows = await readRows(api, handles, errand);
  const found = handles.map((handle) => rows.of(handle));
  // Asking again, after an answer that was lost, must not end in a refusal of what is done.
  const isDone = ({ jobStatus }: Row) => jobStatus === how.done;
  const replyOf = await tell(
    api,
    found.filter((row): row is Row => !(row instanceof Error) && !isDone(row)),
    how,
    errand,
  );
  return found.map((row) => {
    if (row instanceof Error) return row.type === 'NotFound' ? { reply: 'unknownJob', why: row.message } : row;
    return isDone(row) ? { reply: 'accepted', note: how.note } : replyOf(row);
  });
}

/** One call for all; each job's own success or failure becomes its reply. */
async function tell(
  api: PrimeApi,
  rows: readonly Row[],
  { operation, note }: Turn,
  errand: Errand,
): Promise<(row: Row) => SuspendReply | Error> {
  const jobIdOf = await readJobIds(api, rows, errand);
  const ids = [...new Set(rows.map(jobIdOf).filter(isLongId))];
  const result = ids.length === 0 ? { success: [], failure: [] } : await api.turnTriggers(operation, ids, errand);
  return (row) => {
    const word = wordOn(result, jobIdOf(row));
    if (word === undefined) return noWord(api.endpoint, operation, row.jobName, jobIdOf(row));
    return word.reply === 'accepted' ? { ...word, note } : word;
  };
}
