import { ActivityFailure, ApplicationFailure, TimeoutFailure, TimeoutType } from '@temporalio/common';
import { CancellationScope, condition } from '@temporalio/workflow';
import type { Asker, SteerAnswer, SteerVerb } from '../contract/messages.ts';
import { isNotAccepted, type VendorErrorType } from '../contract/vendor-error.ts';
import { steerer } from './activities.ts';
import { describe } from './details.ts';
import { isStopping, type Job, signed } from './job.ts';

/**
 * Asks the vendor to suspend or to resume the job. The record's state is left as it is: that is for the next look to
 * say. Waits where a cancel request cannot end it, and no longer than the job lasts.
 */
export function steer(job: Job, verb: SteerVerb, asker: Asker = {}): Promise<SteerAnswer> {
  return CancellationScope.nonCancellable(async () => {
    // Whoever is woken first may have begun one of its own.
    while (job.isSteering) await condition(() => !job.isSteering);
    const answer = refusal(job, verb) ?? (await askVendor(job, verb));
    job.steered = { verb, ...signed(asker), ...answer };
    if (job.end === undefined) describe(job);
    return answer;
  });
}

/** What need not be sent. */
function refusal(job: Job, verb: SteerVerb): SteerAnswer | undefined {
  if (job.end !== undefined) return refused(`the job is over (${job.state}): there is nothing to ${verb}`);
  if (isStopping(job)) return refused(`a stop by ${job.stop?.cause} is on: wait for its verdict`);
  if (job.handle !== undefined) return undefined;
  return refused(`there is no job at the vendor to ${verb} yet: ask again when the job has a vendor job id`);
}

async function askVendor(job: Job, verb: SteerVerb): Promise<SteerAnswer> {
  const { endpoint } = job.request;
  let answer: SteerAnswer | undefined;
  job.isSteering = true;
  const asking = steerer(job, verb).steerJob({ endpoint, handle: job.handle ?? {}, verb });
  void asking.catch(answerToFailure).then((came) => {
    answer = came;
  });
  await condition(() => answer !== undefined || job.end !== undefined);
  job.isSteering = false;
  return answer ?? { reply: 'unconfirmed', message: 'the job was over before the vendor had answered' };
}

/** A lost answer is never sent again, so each type of failure says what is known. */
function answerToFailure(error: unknown): SteerAnswer {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure && cause.timeoutType === TimeoutType.SCHEDULE_TO_START) {
    return refused('no worker that serves the endpoint has taken it in time: nothing was sent; see to the workers');
  }
  if (!(cause instanceof ApplicationFailure) || cause.type === 'AnswerLost') {
    const words = cause instanceof Error ? cause.message : String(cause);
    return {
      reply: 'unconfirmed',
      message: `it is not known whether it was done, the next look may show it: ${words}`,
    };
  }
  const again = isNotAccepted(cause.type as VendorErrorType) ? '; nothing was done, ask again later' : '';
  return refused(`${cause.message}${again}`);
}

function refused(message: string): SteerAnswer {
  return { reply: 'refused', message };
}
