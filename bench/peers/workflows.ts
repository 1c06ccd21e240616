import {
  ActivityCancellationType,
  CancellationScope,
  isCancellation,
  proxyActivities,
  sleep,
} from '@temporalio/workflow';
import type { PeerActivities } from './activities.ts';
import { PARKED_ACTIVITY_ID, PEERS_VENDOR_QUEUE, type WatchRequest } from './names.ts';

const taskQueue = PEERS_VENDOR_QUEUE;
const A_DAY = '1 day';

const { startPush, lookOnce, cancelPush, nothing } = proxyActivities<PeerActivities>({
  taskQueue,
  startToCloseTimeout: '1 minute',
});

/** Looks, sleeps, and looks again. */
export async function timerLoop(request: WatchRequest): Promise<string> {
  const jobId = await startPush(request);
  return await orCancel(jobId, async () => {
    while ((await lookOnce(jobId)) === undefined) await sleep(request.everyMs);
  });
}

const { lookAgain } = proxyActivities<PeerActivities>({
  taskQueue,
  startToCloseTimeout: '1 minute',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** One activity whose retries are the looks, each with the delay until the next. */
export async function retriedLook(request: WatchRequest): Promise<string> {
  const jobId = await startPush(request);
  return await orCancel(jobId, () => lookAgain(jobId, request.everyMs));
}

const { watchPush } = proxyActivities<PeerActivities>({
  taskQueue,
  startToCloseTimeout: A_DAY,
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** One long activity that looks in a loop and beats after each look. */
export async function heartbeatLoop(request: WatchRequest): Promise<string> {
  const jobId = await startPush(request);
  return await orCancel(jobId, () => watchPush(jobId, request.everyMs));
}

/** Answers with the vendor's id of the job, once it is over. */
async function orCancel(jobId: string, watch: () => Promise<unknown>): Promise<string> {
  try {
    await watch();
    return jobId;
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => cancelPush(jobId));
    throw error;
  }
}

/** A bare workflow of the shape of a job: something is started, something is waited for. */
export async function twoActivities(): Promise<void> {
  await nothing();
  await Promise.race([nothing(), sleep(A_DAY)]);
}

const { wait } = proxyActivities<PeerActivities>({
  taskQueue,
  activityId: PARKED_ACTIVITY_ID,
  startToCloseTimeout: A_DAY,
});

/** A bare workflow that is parked in one activity, which is completed from outside. */
export async function parked(): Promise<void> {
  await wait();
}
