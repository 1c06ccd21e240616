import { activityInfo, Context } from '@temporalio/activity';
import { VendorError } from '../contract/vendor-error.ts';
import { attemptAtMs } from './start-context.ts';

/** PendingActivityState of the server's protocol. */
const STARTED = 2;

/**
 * Lets a start begin only while the server still waits for this attempt. A worker that was frozen (a paused machine)
 * between getting the task and running it would start a job that another attempt has given up and started again. The
 * two clocks differ by less than half of the time-out as a rule; where they do not, the server is asked.
 */
export async function refuseLateAttempt(): Promise<void> {
  const { activityId, attempt, startToCloseTimeoutMs, workflowExecution } = activityInfo();
  if (Math.abs(Date.now() - attemptAtMs()) < startToCloseTimeoutMs / 2 || workflowExecution === undefined) return;
  const { workflowId, runId } = workflowExecution;
  const handle = Context.current().client.workflow.getHandle(workflowId, runId);
  const description = await handle.describe().catch(() => undefined);
  const mine = description?.raw.pendingActivities?.find((pending) => pending.activityId === activityId);
  if (mine?.state === STARTED && mine.attempt === attempt) return;
  throw new VendorError('Unavailable', 'this attempt was picked up too late; nothing was sent');
}
