import { Context, log } from '@temporalio/activity';
import { type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { SWEEP, type SweepPulse, type SweepRequest, sweepId } from '../contract/sweep.ts';
import { SWEEP_QUEUE } from '../contract/task-queues.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { attemptAtMs } from './start-context.ts';
import { sweepOf } from './sweep-terms.ts';
import { decoded } from './trace.ts';

/** A sweeper that has shown no sign of life for so long is not relied on. */
const FRESH_MS = 60_000;
/** Jobs that ask together are answered together. */
const ASK_AGAIN_MS = 5_000;

const answers = new WeakMap<Endpoint, { askedAt: number; answer: Promise<boolean> }>();

/** Whether a job may rely on the endpoint's sweeper. One that is missing, or was ended from outside, is started. */
export async function ensureSwept(endpoint: Endpoint): Promise<boolean> {
  if (sweepOf(endpoint) === undefined) return false;
  const last = answers.get(endpoint);
  if (last !== undefined && performance.now() - last.askedAt < ASK_AGAIN_MS) return await last.answer;
  const answer = makeSure(endpoint.name);
  answers.set(endpoint, { askedAt: performance.now(), answer });
  return await answer;
}

async function makeSure(endpoint: string): Promise<boolean> {
  try {
    const sweeper = await describeSweeper(endpoint);
    if (sweeper?.status.name === 'RUNNING') return await isFresh(sweeper);
    await startSweeper({ endpoint });
    return true;
  } catch (error) {
    log.warn('cannot make sure of the sweeper; the job looks for itself', { endpoint, error });
    return false;
  }
}

async function describeSweeper(endpoint: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await Context.current().client.workflow.getHandle(sweepId(endpoint)).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

async function startSweeper(request: SweepRequest): Promise<void> {
  await Context.current().client.workflow.start(SWEEP, {
    workflowId: sweepId(request.endpoint),
    taskQueue: SWEEP_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [request],
    staticSummary: `look at all running jobs of ${request.endpoint}`,
  });
}

/**
 * All times are the server's own. A sweeper that has just been started may be relied on; later it must have beaten, and
 * have come through a list: one that fails again and again beats too. One that is ending may not see the job any more.
 */
async function isFresh({ raw, startTime }: WorkflowExecutionDescription): Promise<boolean> {
  const isRecent = (ms: number) => attemptAtMs() - ms <= FRESH_MS;
  const isNew = isRecent(startTime.getTime());
  const [sweep] = raw.pendingActivities ?? [];
  const payloads = sweep?.heartbeatDetails?.payloads ?? [];
  if (payloads.length === 0) return isNew;
  const { steps, ending } = await decoded<SweepPulse>(Context.current().client, payloads);
  const hasBeaten = isRecent(Number(sweep?.lastHeartbeatTime?.seconds ?? 0) * 1_000);
  return !ending && (isNew || (hasBeaten && steps > 0));
}
