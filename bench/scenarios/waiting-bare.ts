import { randomUUID } from 'node:crypto';
import { listJobs, untilCounted } from '../closings.ts';
import { eachOf } from '../each-of.ts';
import type { Lab } from '../lab.ts';
import { paced } from '../paced.ts';
import { PARKED, PARKED_ACTIVITY_ID, PEERS_QUEUE } from '../peers/names.ts';
import { untilQuiet } from '../quiet.ts';
import type { Context } from '../scenario.ts';
import { type Delays, delaysOf } from './waiting-lab.ts';

const AT_ONCE = 50;

/**
 * How fast the least that can be parked closes, and how late it is at half that rate. As many wait as Reeve's jobs do, with
 * the same cache: what has waited is replayed.
 */
export async function bareClosings(lab: Lab, context: Context): Promise<Delays & { perSecond: number }> {
  const worker = await lab.startPeers();
  const count = context.of({ full: 10_000, short: 0 });
  context.say(`${count} bare parked workflows: half close as fast as they can, half at half that rate`);
  const parked = await park(lab, count);
  const half = Math.floor(count / 2);
  // Not in the order of their starts: the last ones are in the cache.
  const fast = parked.filter((_, index) => index % 2 === 0).slice(0, half);
  const slow = parked.filter((_, index) => index % 2 === 1).slice(0, half);
  const completed = new Map<string, number>();
  await eachOf(half, AT_ONCE, (index) => complete(lab, fast[index] ?? '', completed));
  const closed = await closings(lab, half);
  const perSecond = (half * 1_000) / (Math.max(...closed.values()) - Math.min(...completed.values()));
  completed.clear();
  await paced(slow, perSecond / 2, (id) => complete(lab, id, completed));
  const delays = delaysOf(completed, await closings(lab, 2 * half));
  await lab.kill(worker);
  return { perSecond, ...delays };
}

async function park(lab: Lab, count: number): Promise<string[]> {
  const ids = await eachOf(count, AT_ONCE, async () => {
    const workflowId = `parked/${randomUUID()}`;
    await lab.reeve.client.workflow.start(PARKED, { taskQueue: PEERS_QUEUE, workflowId });
    return workflowId;
  });
  await untilQuiet(lab);
  return ids;
}

async function complete({ reeve }: Lab, workflowId: string, completed: Map<string, number>): Promise<void> {
  completed.set(workflowId, Date.now());
  await reeve.client.activity.complete({ workflowId, activityId: PARKED_ACTIVITY_ID }, undefined);
}

async function closings(lab: Lab, count: number): Promise<Map<string, number>> {
  const query = `WorkflowType = '${PARKED}' AND ExecutionStatus = 'Completed'`;
  await untilCounted(lab, query, count);
  return new Map((await listJobs(lab, query)).map(({ id, closedAt = Number.NaN }) => [id, closedAt]));
}
