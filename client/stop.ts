import type { Client } from '@temporalio/client';
import { type Asker, STOP_JOB, type StopAnswer } from '../contract/messages.ts';
import { askerOf, askJob } from './ask.ts';
import { call } from './call.ts';
import { closedAnswer } from './closed-answer.ts';
import { type ConfirmOptions, confirmWithinMsOf } from './confirm-within.ts';
import { describeJob, isNotFound } from './describe.ts';
import { StopFailed } from './errors.ts';
import { queryJob } from './get-job.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';

export type StopOptions = ConfirmOptions;

/** Stops a job and answers how that ended: `unconfirmed` where it had not ended in time. */
export async function stopJob(client: Client, jobId: string, options: StopOptions = {}): Promise<StopAnswer> {
  const { confirmWithin = '5 minutes', signal } = options;
  const withinMs = confirmWithinMsOf(confirmWithin);
  const record = readRecord(await describeJob(client, jobId));
  if (isClosed(record)) return await closedAnswer(client, record);
  const updateId = await updateIdFor(client, record);
  // In this order, so that the request that makes the workflow close as Canceled is there before the update can end it.
  await requestCancel(client, jobId);
  const ask = { update: STOP_JOB, argument: askerOf(options), updateId };
  const asked = await askJob<StopAnswer, Asker>(client, jobId, ask, { withinMs, signal });
  if (asked === 'unanswered') {
    return { verdict: 'unconfirmed', message: `not confirmed within ${confirmWithin}; the stop goes on` };
  }
  if ('answer' in asked) return asked.answer;
  if ('closed' in asked) return await closedAnswer(client, asked.closed);
  throw new StopFailed(jobId, asked.failed);
}

/** Askers of one stop share an id and so its answer; after a denied stop the next one is another. */
async function updateIdFor(client: Client, record: JobRecord): Promise<string> {
  const answer = await queryJob(client, record.id, 3_000);
  // With no worker to ask, the record still tells whether the last stop was denied.
  const wasDenied = record.verdict === 'refused' || record.verdict === 'unsupported';
  const denied = 'view' in answer ? answer.view.stopsDenied : Number(wasDenied);
  return denied === 0 ? 'stop' : `stop-${denied + 1}`;
}

async function requestCancel(client: Client, jobId: string): Promise<void> {
  try {
    await call(client, () => client.workflow.getHandle(jobId).cancel());
  } catch (error) {
    // Closed in this moment: the update finds that out.
    if (!isNotFound(error)) throw error;
  }
}
