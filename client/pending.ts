import type { WorkflowExecutionDescription } from '@temporalio/client';

/** An activity under way: its last failure says how the last look, or the last try of a start, went. */
export interface PendingActivity {
  activity: string;
  attempt: number;
  /** Words of the last attempt, progress of the vendor's job included. */
  message?: string;
}

/** The activities that a job waits for now. */
export function pendingActivities(description: WorkflowExecutionDescription): PendingActivity[] {
  return (description.raw.pendingActivities ?? []).map(({ activityType, attempt, lastFailure }) => ({
    activity: activityType?.name ?? 'unknown',
    attempt: attempt ?? 1,
    ...(lastFailure?.message ? { message: lastFailure.message } : {}),
  }));
}
