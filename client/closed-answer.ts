import type { Client } from '@temporalio/client';
import { answerFrom, type StopAnswer } from '../contract/messages.ts';
import type { JobRecord } from './record.ts';
import { endOf } from './result.ts';

/** The answer to somebody who asks for a stop of a job whose workflow is closed. */
export async function closedAnswer(client: Client, { id, outcome }: JobRecord): Promise<StopAnswer> {
  if (outcome !== undefined) return answerFrom(outcome);
  // Ended from outside, or refused by the workflow itself before it got far enough to have an outcome.
  const error = await endOf(client, id);
  const verdict = error?.type === 'InvalidRequest' ? 'neverStarted' : 'unconfirmed';
  return { verdict, ...(error && { message: error.message }) };
}
