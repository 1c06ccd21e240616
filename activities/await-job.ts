import { activityInfo, heartbeat } from '@temporalio/activity';
import type { AwaitJobInput, News } from '../contract/activities.ts';
import { isTerminal, type Reading } from '../contract/job.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { type Denials, denied, isLost, isOlder } from './denials.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { untilNextLookMs } from './look-again.ts';
import { attemptAtMs, endpointOf } from './start-context.ts';
import { toldReading } from './told.ts';

/** What one attempt tells the next, by heartbeat. Losing it only delays. Times are ISO texts, for people too. */
interface Memory extends Denials {
  outOfSightSince?: string;
}

/** One look; its retries are the further looks. Returns only with news. */
export async function awaitJob(dependencies: ActivityDependencies, input: AwaitJobInput): Promise<News> {
  const memory: Memory = activityInfo().heartbeatDetails ?? {};
  let endpoint: Endpoint | undefined;
  try {
    endpoint = endpointOf(dependencies, input.endpoint);
    if (input.settle && activityInfo().attempt === 1) throw notYet('changes often', endpoint.settings.intervals.least);
    const reading = toldReading(await endpoint.look(input.handle));
    return seen(endpoint, reading, input, memory);
  } catch (error) {
    if ((error as Error).name === 'ApplicationFailure') throw error;
    return unseen(endpoint, error, input, memory);
  }
}

function seen(endpoint: Endpoint, reading: Reading, input: AwaitJobInput, memory: Memory): News {
  if (reading.state !== input.state || isTerminal(reading.state) || input.outOfSight)
    return { news: 'reading', reading };
  if (memory.outOfSightSince !== undefined) heartbeat({});
  const percent = reading.percent === undefined ? '' : ` ${reading.percent} %`;
  const message = reading.message === undefined ? '' : `: ${reading.message}`;
  const { least, greatest } = endpoint.settings.intervals;
  throw notYet(`${reading.words}${percent}${message}`, untilNextLookMs(least, greatest));
}

/** The job was not seen: that says nothing of the job. Only when the vendor keeps denying it, it is lost. */
function unseen(endpoint: Endpoint | undefined, error: unknown, input: AwaitJobInput, before: Memory): News {
  if (endpoint === undefined) throw retryFailure(error);
  const { intervals, outOfSightAfter, lostAfter } = endpoint.settings;
  const now = new Date(attemptAtMs()).toISOString();
  const memory: Memory = { outOfSightSince: before.outOfSightSince ?? now };
  const reason = (error as Error).message;
  if (error instanceof VendorError && error.type === 'NotFound') {
    Object.assign(memory, denied(before));
    if (isLost(memory, lostAfter)) return { news: 'lost', reason };
  }
  const since = memory.outOfSightSince ?? now;
  if (!input.outOfSight && isOlder(since, outOfSightAfter)) return { news: 'outOfSight', since, reason };
  heartbeat(memory);
  throw retryFailure(error, untilNextLookMs(intervals.least, intervals.greatest));
}
