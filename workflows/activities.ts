import { ActivityCancellationType, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities, LocalActivities } from '../contract/activities.ts';
import type { SteerVerb } from '../contract/messages.ts';
import { awaitActivityId, type SweepRequest } from '../contract/sweep.ts';
import { cancelQueue, endpointQueue } from '../contract/task-queues.ts';
import type { Job } from './job.ts';

/** Room for an answer that comes just before the look's own time-out to be reported. */
const REPORT_MS = 5_000;
/** For a failure without a delay of its own: a look whose worker died. */
const NEXT_LOOK = { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '1m' } as const;

/** Costs one event, and is asked only where nothing was started. */
export const { isReset } = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '10s',
  summary: 'is this run one that a reset has made?',
});

/**
 * Starts with no heartbeat that anything waits for, and comes back to the workflow when its time is over: whether the vendor has
 * accepted then, only the answer that it may have left, or a find, can tell. While a call is under way a cancel waits for its answer.
 */
export function starter({ request }: Job): Pick<Activities, 'startJob'> {
  return proxyActivities<Activities>({
    taskQueue: endpointQueue(request.endpoint),
    startToCloseTimeout: (request.startTimeout ?? '1 minute') as '1 minute',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { maximumInterval: '1m', nonRetryableErrorTypes: ['TemporalTimeout:StartToClose'] },
    summary: `start ${request.operation} at ${request.endpoint}`,
  });
}

export function finder({ request }: Job): Pick<Activities, 'findJob' | 'adoptJob'> {
  return proxyActivities<Activities>({
    taskQueue: endpointQueue(request.endpoint),
    startToCloseTimeout: '1 minute',
    retry: NEXT_LOOK,
    summary: request.adopt === undefined ? 'look for what the unanswered start has made' : 'take over a job that runs',
  });
}

/** @param parkMs how long it may be parked, where it may: then its time-out is what tries it again */
export function watcher(job: Job, parkMs: number | undefined): Pick<Activities, 'awaitJob'> {
  return proxyActivities<Activities>({
    taskQueue: endpointQueue(job.request.endpoint),
    activityId: awaitActivityId(job.state),
    startToCloseTimeout: Math.max(lookTimeoutMs(job), parkMs ?? 0),
    retry: NEXT_LOOK,
    summary: waitingFor(job),
  });
}

export function stopper(job: Job): Pick<Activities, 'endJob'> {
  return proxyActivities<Activities>({
    taskQueue: cancelQueue(job.request.endpoint),
    startToCloseTimeout: lookTimeoutMs(job),
    retry: NEXT_LOOK,
    summary: `cancel at the vendor and look until it is over (stop by ${job.stop?.cause})`,
  });
}

/**
 * As with a start, Temporal repeats only what was surely not accepted. An asker is waiting: what no worker takes, or what
 * the vendor puts off for longer than this, comes back.
 */
export function steerer(job: Job, verb: SteerVerb): Pick<Activities, 'steerJob'> {
  return proxyActivities<Activities>({
    taskQueue: cancelQueue(job.request.endpoint),
    scheduleToStartTimeout: '1 minute',
    startToCloseTimeout: lookTimeoutMs(job),
    scheduleToCloseTimeout: '2 minutes',
    retry: { initialInterval: '2s', maximumAttempts: 3, nonRetryableErrorTypes: ['TemporalTimeout:StartToClose'] },
    summary: `${verb}, as asked`,
  });
}

/**
 * What ends while nobody sweeps closes in one heap afterwards, so another worker takes it soon: in 11 s of its own worker's
 * death. A longer time-out would cost fewer writes: a heartbeat is sent after four fifths of it.
 */
export function sweeper({ endpoint }: SweepRequest): Pick<Activities, 'sweepEndpoint'> {
  return proxyActivities<Activities>({
    taskQueue: endpointQueue(endpoint),
    startToCloseTimeout: '1 day',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', backoffCoefficient: 1.5, maximumInterval: '10s' },
    summary: `look at all running jobs of ${endpoint}`,
  });
}

/** What the event list says of the wait that begins. */
function waitingFor({ state, outOfSight }: Job): string {
  return outOfSight === undefined ? `${state}: wait for its next state` : 'out of sight: wait until it is seen again';
}

function lookTimeoutMs(job: Job): number {
  return (job.terms?.lookTimeoutMs ?? 60_000) + REPORT_MS;
}
