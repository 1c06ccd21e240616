import { randomUUID } from 'node:crypto';
import { type Fault, inWaves, type Try } from './fault.ts';
import { startForeign } from './foreign.ts';
import { startAll, truthOf, untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { killed } from './processes.ts';
import { reclaimAll } from './reclaiming.ts';

/** At each of the five vendors: 2,000 in all. */
const FOREIGN = { full: 400, short: 10 };

/** A job whose workflow is a child of somebody's own workflow. */
async function startWithParent(lab: FaultLab): Promise<{ parentId: string; child: Started }> {
  const { mark, ...asked } = lab.order('endless');
  const [endpoint = ''] = lab.endpoints;
  const jobId = `job/${endpoint}/${randomUUID()}`;
  const request = { endpoint, ...asked, expiresIn: '1 hour' };
  const parentId = `parent of ${jobId}`;
  await lab.reeve.client.workflow.start('parent', {
    workflowId: parentId,
    taskQueue: 'parents',
    args: [{ jobId, request }],
  });
  const child = { job: lab.reeve.job(jobId), endpoint, mark };
  lab.started.push(child);
  return { parentId, child };
}

async function terminate(lab: FaultLab, count: number): Promise<{ hit: Started[]; hitAt: number }> {
  const withParent = await Promise.all(Array.from({ length: Math.floor(count / 2) }, () => startWithParent(lab)));
  const alone = await startAll(lab, () => 'endless', count - withParent.length);
  const hit = [...alone, ...withParent.map(({ child }) => child)];
  await untilAt(lab, hit, lab.driver.endless ?? 'running');
  const hitAt = Date.now();
  const ids = [...alone.map(({ job }) => job.id), ...withParent.map(({ parentId }) => parentId)];
  await Promise.all(ids.map((id) => lab.reeve.client.workflow.getHandle(id).terminate('by an operator')));
  await untilClosed(lab, hit);
  return { hit, hitAt };
}

/** What must come through the passes untouched, and what was wrong with it. */
async function untouched(lab: FaultLab, jobs: readonly Started[], what: string): Promise<string[]> {
  const truths = await Promise.all(jobs.map((one) => truthOf(lab, one)));
  return truths.filter(({ state }) => state === 'ended').map(({ id }) => `${what} ${id} was ended`);
}

async function wave(lab: FaultLab, size: number): Promise<Try[]> {
  const worker = await lab.startWorker();
  const parents = await lab.startParents();
  const watched = await startAll(lab, () => 'endless', 2);
  const left = await startAll(lab, () => 'endless', 2, { onStop: 'leave' });
  await untilAt(lab, [...watched, ...left], lab.driver.endless ?? 'running');
  await Promise.all(left.map(({ job }) => lab.reeve.client.workflow.getHandle(job.id).terminate('by an operator')));
  const { hit, hitAt } = await terminate(lab, size);
  await reclaimAll(lab, hit);
  const wrong = [
    ...(await untouched(lab, watched, 'a job that is watched:')),
    ...(await untouched(lab, left, 'left:')),
  ];
  await Promise.all(watched.map(({ job }) => job.stop()));
  await Promise.all([killed(worker), killed(parents)]);
  return hit.map(({ job }, index) => ({ jobId: job.id, hitAt, wrong: index === 0 ? wrong : [] }));
}

export const terminated: Fault = {
  id: 'F14',
  title: 'workflow terminated, alone or with its parent; 2,000 foreign jobs stand by',
  vendors: 'all',
  tries: { full: 40, short: 4 },
  shortened: 'reclaim begins at once instead of after 10 minutes, and confirms after 1 s instead of 30 s',
  lab: ({ tries, short }) => ({ orders: tries * 2 + 50 + FOREIGN[short ? 'short' : 'full'] }),
  async run(lab, context) {
    await startForeign(lab, FOREIGN[context.short ? 'short' : 'full']);
    return inWaves(context, (size) => wave(lab, size));
  },
};
