import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineQuery,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { JobRequest, JobView, Outcome } from '../contract/job.ts';
import {
  type Asker,
  answerFrom,
  EXTEND_JOB,
  type ExtendAnswer,
  type ExtendRequest,
  GET_JOB,
  RESUME_JOB,
  STOP_JOB,
  type SteerAnswer,
  type StopAnswer,
  type StopRequest,
  SUSPEND_JOB,
} from '../contract/messages.ts';
import { begin } from './begin.ts';
import { watchExpiry, watchStartBy } from './clock.ts';
import { type Closing, closing } from './closing.ts';
import { describe } from './details.ts';
import { extend, movedExpiry } from './extend.ts';
import { type End, type Job, openJob, view } from './job.ts';
import { publishClose } from './publish.ts';
import { steer } from './steer.ts';
import { ask, carryOutStops } from './stop.ts';
import { watch } from './watch.ts';

export const getJobQuery = defineQuery<JobView>(GET_JOB);
export const stopJobUpdate = defineUpdate<StopAnswer, [StopRequest?]>(STOP_JOB);
export const extendJobUpdate = defineUpdate<ExtendAnswer, [ExtendRequest]>(EXTEND_JOB);
export const suspendJobUpdate = defineUpdate<SteerAnswer, [Asker?]>(SUSPEND_JOB);
export const resumeJobUpdate = defineUpdate<SteerAnswer, [Asker?]>(RESUME_JOB);

/** Runs one job at a vendor from its request to its outcome. See docs/concepts.md for how it closes. */
export async function runJob(request: JobRequest): Promise<Outcome> {
  const job = openJob(request);
  describe(job);
  const root = CancellationScope.current();
  const isCancelRequested = () => root.consideredCancelled;

  setHandler(getJobQuery, () => view(job));
  setHandler(stopJobUpdate, (asker) => answer(job, asker, isCancelRequested), { description: 'Stops the job truly' });
  setHandler(extendJobUpdate, (asked) => extend(job, asked), {
    description: 'Moves the expiry',
    // A refused one leaves no event.
    validator: (asked) => void movedExpiry(job, asked, Date.now()),
  });
  setHandler(suspendJobUpdate, (asker) => steer(job, 'suspend', asker), {
    description: 'Suspends the job, where the vendor can',
  });
  setHandler(resumeJobUpdate, (asker) => steer(job, 'resume', asker), { description: 'Resumes a suspended job' });
  root.cancelRequested.catch(() => ask(job, 'request'));

  const close = await CancellationScope.nonCancellable(() => toTheEnd(job, isCancelRequested));
  if (close.status === 'completed') return close.outcome;
  const message = close.outcome.message ?? `the job was ${close.outcome.verdict}`;
  if (close.status === 'canceled') throw new CancelledFailure(message, [close.outcome]);
  throw ApplicationFailure.nonRetryable(message, close.type, close.outcome);
}

/** Nothing in here is ended by a cancel request: that is an order to stop the vendor's job, not to stop looking. */
async function toTheEnd(job: Job, isCancelRequested: () => boolean): Promise<Closing> {
  for (const part of [beginAndWatch, carryOutStops, watchExpiry, watchStartBy]) void part(job);
  await condition(() => job.end !== undefined);
  const close = closing(ended(job), isCancelRequested());
  publishClose(job, close);
  if (!allHandlersFinished()) await condition(allHandlersFinished);
  return close;
}

async function beginAndWatch(job: Job): Promise<void> {
  await begin(job);
  await watch(job);
}

/** A handler waits where a cancel request cannot end it; how long its asker waits is the asker's to bound. */
function answer(job: Job, asker: StopRequest | undefined, isCancelRequested: () => boolean): Promise<StopAnswer> {
  return CancellationScope.nonCancellable(async () => {
    const stop = ask(job, 'request', asker);
    await condition(() => stop.denied !== undefined || job.end !== undefined);
    if (stop.denied === undefined) return answerFrom(closing(ended(job), isCancelRequested()).outcome);
    return { verdict: stop.denied.verdict, message: stop.denied.message };
  });
}

function ended(job: Job): Job & { end: End } {
  if (job.end === undefined) throw new Error('the job has not ended');
  return { ...job, end: job.end };
}
