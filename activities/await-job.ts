import { activityInfo, CompleteAsyncError, heartbeat } from '@temporalio/activity';
import type { AwaitJobInput, News } from '../contract/activities.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { lookAt, type Memory, newsOf, seenText } from './look.ts';
import { jittered, untilNextLookMs } from './look-again.ts';
import { tellParked } from './parked.ts';
import { attemptAtMs, endpointOf } from './start-context.ts';
import { ensureSwept } from './sweeper.ts';

/**
 * Returns only with news. Where the endpoint is swept it parks: the sweeper completes it, and its own time-out tries it
 * again, to make sure of the sweeper. Elsewhere, and while there is no sweeper, it is one look, and its retries are the
 * further looks.
 */
export async function awaitJob(dependencies: ActivityDependencies, input: AwaitJobInput): Promise<News> {
  const before: Memory = activityInfo().heartbeatDetails ?? {};
  const endpoint = servedEndpoint(dependencies, input.endpoint);
  if (input.settle && activityInfo().attempt === 1)
    throw notYet('was just looked at', endpoint.settings.intervals.least);
  if (relies(input, before) && (await ensureSwept(endpoint))) park(endpoint, input);
  const look = await lookAt(endpoint, input.handle, before);
  const told = newsOf(look, input, before, { ...endpoint.settings, nowMs: attemptAtMs() });
  if ('news' in told) return told.news;
  if (isUnseen(before) || isUnseen(told.memory)) heartbeat(told.memory);
  const seen = 'reading' in look ? look.reading : undefined;
  if (seen !== undefined && input.park && (await ensureSwept(endpoint))) park(endpoint, input);
  const delayMs = untilNextMs(endpoint, input);
  throw 'unseen' in look
    ? retryFailure(look.unseen, delayMs)
    : notYet(seen === undefined ? '' : seenText(seen), delayMs);
}

/** Ends this attempt without an end of the activity: the sweeper completes it. */
function park(endpoint: Endpoint, { handle, state }: AwaitJobInput): never {
  const { workflowExecution, scheduledTimestampMs: startedAtMs } = activityInfo();
  if (workflowExecution) tellParked(endpoint, { ...workflowExecution, state, handle, startedAtMs });
  throw new CompleteAsyncError();
}

/** A vendor that has been away for long is not asked more often for it. */
function untilNextMs({ settings }: Endpoint, { outOfSight }: AwaitJobInput): number {
  const { least, greatest } = settings.intervals;
  return outOfSight ? jittered(greatest) : untilNextLookMs(least, greatest);
}

function servedEndpoint(dependencies: ActivityDependencies, name: string): Endpoint {
  try {
    return endpointOf(dependencies, name);
  } catch (error) {
    throw retryFailure(error);
  }
}

function isUnseen({ outOfSightSince }: Memory): boolean {
  return outOfSightSince !== undefined;
}

/**
 * Whether this attempt looks only where there is no sweeper. One that has not seen its job looks itself until it does;
 * and the fourth, the eighth, the sixteenth look in any case: should the sweeper's list miss a job, it is late, not lost.
 */
function relies({ park }: AwaitJobInput, before: Memory): boolean {
  if (!park || isUnseen(before)) return false;
  const { attempt } = activityInfo();
  const isPowerOfTwo = (attempt & (attempt - 1)) === 0;
  return attempt < 4 || !isPowerOfTwo;
}
