import type { Client } from '@temporalio/client';
import { type Asker, checkExtendBy, EXTEND_JOB, type ExtendAnswer, type ExtendRequest } from '../contract/messages.ts';
import { askerOf, askJob } from './ask.ts';
import { describeJob } from './describe.ts';
import { ExtendFailed, InvalidRequest } from './errors.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';

export interface ExtendOptions extends Asker {
  /** Makes asking again safe: the same id extends the job once. @default a new one */
  updateId?: string;
  /** Ends the waiting, not the extension. */
  signal?: AbortSignal;
}

/** A job's workflow answers at once where a worker is there. */
const ANSWER_WITHIN_MS = 30_000;

export async function extendJob(
  client: Client,
  jobId: string,
  extendBy: string,
  options: ExtendOptions = {},
): Promise<ExtendAnswer> {
  const problem = checkExtendBy(extendBy);
  if (problem !== undefined) throw new InvalidRequest([problem]);
  const { updateId, signal } = options;
  const record = readRecord(await describeJob(client, jobId));
  // Asked again with an id, an extension of a job that has closed since still has its answer.
  if (isClosed(record) && updateId === undefined) throw over(record);
  const argument: ExtendRequest = { extendBy, ...askerOf(options) };
  const limits = { withinMs: ANSWER_WITHIN_MS, signal };
  const asked = await askJob<ExtendAnswer, ExtendRequest>(
    client,
    jobId,
    { update: EXTEND_JOB, argument, updateId },
    limits,
  );
  if (asked === 'unanswered') {
    const seconds = ANSWER_WITHIN_MS / 1_000;
    const words = `no worker answered within ${seconds} s; one that comes back may still extend it`;
    throw new ExtendFailed(jobId, words, 'unconfirmed');
  }
  if ('answer' in asked) return asked.answer;
  throw 'closed' in asked ? over(asked.closed) : new ExtendFailed(jobId, asked.failed, 'refused');
}

function over({ id, status }: JobRecord): ExtendFailed {
  return new ExtendFailed(id, `it is over (${status}); only a running job can be extended`, 'refused');
}
