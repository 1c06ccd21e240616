import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { decoded } from './payloads.ts';

/** An activity under way: its last failure says how the last look, or the last try of a start, went. */
export interface PendingActivity {
  activity: string;
  attempt: number;
  /** Words of the last attempt, progress of the vendor's job included. */
  message?: string;
}

type Raw = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** `PendingActivityState` of the server's protocol: an attempt is under way, or parked. */
const STARTED = 2;

/** The activities that a job waits for now. */
export function pendingActivities(client: Client, { raw }: WorkflowExecutionDescription): Promise<PendingActivity[]> {
  return Promise.all(
    (raw.pendingActivities ?? []).map(async (pending) => {
      const message = await messageOf(client, pending);
      return {
        activity: pending.activityType?.name ?? 'unknown',
        attempt: pending.attempt ?? 1,
        ...(message && { message }),
      };
    }),
  );
}

/** What a sweeper has left for people counts while the job is parked; that an earlier parking is over says nothing. */
async function messageOf(client: Client, { state, heartbeatDetails, lastFailure }: Raw): Promise<string | undefined> {
  if (state !== STARTED) return lastFailure?.message ?? undefined;
  const seen = await seenIn(client, heartbeatDetails?.payloads);
  return seen ?? (lastFailure?.timeoutFailureInfo ? undefined : (lastFailure?.message ?? undefined));
}

async function seenIn(
  client: Client,
  payloads: NonNullable<Raw['heartbeatDetails']>['payloads'],
): Promise<string | undefined> {
  const [words] = await decoded(client, payloads);
  return (words as { seen?: string } | undefined)?.seen;
}
