import { activityInfo } from '@temporalio/activity';
import type { LocalActivities } from '../contract/activities.ts';

/** The activities of the workers that run workflows; they need no endpoint. */
export const localActivities: LocalActivities = {
  isReset: async ({ firstExecutionRunId }) => activityInfo().workflowExecution?.runId !== firstExecutionRunId,
};
