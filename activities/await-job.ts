import { activityInfo, heartbeat } from '@temporalio/activity';
import type { AwaitJobInput, News } from '../contract/activities.ts';
import { isTerminal, type Reading } from '../contract/job.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { type Denials, isOlder, type Look, lookAt } from './look.ts';
import { untilNextLookMs } from './look-again.ts';
import { countFailedLook } from './meters.ts';
import { attemptAtMs, endpointOf } from './start-context.ts';

/** What one attempt tells the next, by heartbeat. Losing it only delays. Times are ISO texts, for people too. */
interface Memory extends Denials {
  outOfSightSince?: string;
}

type Unseen = Extract<Look, { unseen: Error }>;

/** One look; its retries are the further looks. Returns only with news. */
export async function awaitJob(dependencies: ActivityDependencies, input: AwaitJobInput): Promise<News> {
  const memory: Memory = activityInfo().heartbeatDetails ?? {};
  const endpoint = servedEndpoint(dependencies, input.endpoint);
  if (input.settle && activityInfo().attempt === 1) throw notYet('changes often', endpoint.settings.intervals.least);
  const look = await lookAt(endpoint, input.handle, memory);
  if ('reading' in look) return seen(endpoint, look.reading, input, memory);
  if ('lost' in look) return { news: 'lost', reason: look.lost };
  return unseen(endpoint, look, input, memory.outOfSightSince);
}

function servedEndpoint(dependencies: ActivityDependencies, name: string): Endpoint {
  try {
    return endpointOf(dependencies, name);
  } catch (error) {
    throw retryFailure(error);
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

/** The job was not seen: that says nothing of the job. */
function unseen(endpoint: Endpoint, look: Unseen, input: AwaitJobInput, outOfSightSince?: string): News {
  countFailedLook(endpoint, look.unseen);
  const { intervals, outOfSightAfter } = endpoint.settings;
  const since = outOfSightSince ?? new Date(attemptAtMs()).toISOString();
  if (!input.outOfSight && isOlder(since, outOfSightAfter)) {
    return { news: 'outOfSight', since, reason: look.unseen.message };
  }
  heartbeat({ ...look.denials, outOfSightSince: since } satisfies Memory);
  throw retryFailure(look.unseen, untilNextLookMs(intervals.least, intervals.greatest));
}
