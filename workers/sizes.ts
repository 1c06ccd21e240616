import type { WorkerOptions } from '@temporalio/worker';

/**
 * What one worker process takes at once, suited to jobs that wait: docs/operations.md says why, and what to change when.
 * What is not here is as the SDK has it: 100 slots a queue for activities, 40 for workflow tasks.
 */
type Size = Pick<WorkerOptions, 'activityTaskPollerBehavior' | 'maxCachedWorkflows' | 'workflowTaskPollerBehavior'>;

/** A waiting job needs no memory here: when it wakes, its some 25 events are replayed. */
export const MAX_CACHED_WORKFLOWS = 200;

/** The SDK's fixed number would be ten open polls for each queue, and an endpoint has two queues: most of them idle. */
export const ACTIVITY_SIZE: Size = {
  activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 20 },
};

export function workflowSize(maxCachedWorkflows: number = MAX_CACHED_WORKFLOWS): Size {
  return {
    maxCachedWorkflows,
    // Half of the least for the queue, half for what this process has in its cache.
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 5, maximum: 20 },
  };
}

/** A sweeper has a workflow task when it begins, and one when it ends. */
export const SWEEPER_SIZE: Size = {
  maxCachedWorkflows: 0,
  workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 1, maximum: 5 },
};
