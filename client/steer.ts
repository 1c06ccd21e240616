import type { Client } from '@temporalio/client';
import { type Asker, RESUME_JOB, type SteerAnswer, type SteerVerb, SUSPEND_JOB } from '../contract/messages.ts';
import { askerOf, askJob } from './ask.ts';
import { type ConfirmOptions, confirmWithinMsOf } from './confirm-within.ts';
import { describeJob } from './describe.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';

/** Suspends or resumes a job, where its vendor can. */
export async function steerJob(
  client: Client,
  jobId: string,
  verb: SteerVerb,
  options: ConfirmOptions = {},
): Promise<SteerAnswer> {
  const { confirmWithin = '5 minutes', signal } = options;
  const withinMs = confirmWithinMsOf(confirmWithin);
  const record = readRecord(await describeJob(client, jobId));
  if (isClosed(record)) return over(record, verb);
  const update = verb === 'suspend' ? SUSPEND_JOB : RESUME_JOB;
  const argument = askerOf(options);
  const asked = await askJob<SteerAnswer, Asker>(client, jobId, { update, argument }, { withinMs, signal });
  if (asked === 'unanswered') {
    return { reply: 'unconfirmed', message: `no answer within ${confirmWithin}; it may still be carried out` };
  }
  if ('answer' in asked) return asked.answer;
  return 'closed' in asked ? over(asked.closed, verb) : { reply: 'unconfirmed', message: asked.failed };
}

function over({ status }: JobRecord, verb: SteerVerb): SteerAnswer {
  return { reply: 'refused', message: `the job is over (${status}): there is nothing to ${verb}` };
}
