import type { WorkflowExecutionDescription } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { NOT_YET } from '../../contract/failures.ts';
import type { SweptWords } from '../../contract/sweep.ts';
import { until } from '../harness/end-to-end-until.ts';
import { storyOf } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';

type Raw = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** How an activity of a job stands on the server. */
export interface Pending {
  isUnderWay: boolean;
  attempt: number;
  /** Type of the last attempt's failure; undefined where it only said that there was nothing new. */
  failure?: string;
}

/** `PendingActivityState` of the server's protocol. */
const STARTED = 2;

/** The job's activity of that name; undefined where there is none, `closed` where the job is over. */
async function pendingOf(lab: FaultLab, { job }: Started, activity: string): Promise<Pending | 'closed' | undefined> {
  const { raw, status } = await lab.reeve.client.workflow.getHandle(job.id).describe();
  if (status.name !== 'RUNNING') return 'closed';
  const found = raw.pendingActivities?.find(({ activityType }) => activityType?.name === activity);
  if (!found) return undefined;
  const isUnderWay = found.state === STARTED;
  const left = isUnderWay ? leftOf(found) : undefined;
  // Of a parked job the sweeper's words count, and neither how its own last look went nor that it was parked before.
  const type = left === undefined ? failureOf(found, isUnderWay) : left.failure;
  return { isUnderWay, attempt: found.attempt ?? 1, ...(type !== undefined && type !== NOT_YET && { failure: type }) };
}

function failureOf({ lastFailure }: Raw, isUnderWay: boolean): string | undefined {
  if (!lastFailure || (isUnderWay && lastFailure.timeoutFailureInfo)) return undefined;
  return lastFailure.applicationFailureInfo?.type ?? 'other';
}

/** What stands in its heartbeat, but for what one of a job's own looks tells the next. */
function leftOf({ heartbeatDetails }: Raw): Partial<SweptWords> | undefined {
  const [payload] = heartbeatDetails?.payloads ?? [];
  const details = payload && defaultPayloadConverter.fromPayload<object>(payload);
  return details && 'outOfSightSince' in details ? undefined : details;
}

interface Wish {
  /** For the error, should it not come true. */
  what: string;
  activity: string;
  /** Undefined: the job has no such activity now. */
  is(pending: Pending | undefined): boolean;
  withinMs?: number;
}

/** Waits until each job's activity stands so, or the job is over; answers those for which it came true. */
export async function untilPending(lab: FaultLab, jobs: readonly Started[], wish: Wish): Promise<Started[]> {
  const there: Started[] = [];
  let left = [...jobs];
  const all = async () => {
    const seen = await Promise.all(left.map((one) => pendingOf(lab, one, wish.activity)));
    const isThere = (at: number) => {
      const pending = seen[at];
      return pending !== 'closed' && wish.is(pending);
    };
    there.push(...left.filter((_, at) => isThere(at)));
    left = left.filter((_, at) => seen[at] !== 'closed' && !isThere(at));
    return left.length === 0 || undefined;
  };
  const missing = () => Promise.all(left.slice(0, 3).map((one) => storyOf(lab, one)));
  await until(wish.what, all, missing, wish.withinMs ?? 90_000);
  return there;
}
