import { randomUUID } from 'node:crypto';
import { RUN_JOB } from '../../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import { type Fault, inWaves } from './fault.ts';
import { untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { killed } from './processes.ts';
import { reclaimAll } from './reclaiming.ts';

const TIMEOUT_S = 25;

/** As any SDK can start it: with an execution time-out, against what the docs say, and without Reeve's memo. */
async function startWithTimeout(lab: FaultLab): Promise<Started> {
  const { mark, ...asked } = lab.order('endless');
  const [endpoint = ''] = lab.endpoints;
  const workflowId = `job/${endpoint}/${randomUUID()}`;
  await lab.reeve.client.workflow.start(RUN_JOB, {
    workflowId,
    taskQueue: WORKFLOW_QUEUE,
    args: [{ endpoint, ...asked, expiresIn: '1 hour' }],
    workflowExecutionTimeout: `${TIMEOUT_S}s`,
  });
  const started = { job: lab.reeve.job(workflowId), endpoint, mark };
  lab.started.push(started);
  return started;
}

export const executionTimeout: Fault = {
  id: 'F15',
  title: 'execution time-out of the workflow',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  shortened: `an execution time-out of ${TIMEOUT_S} s; reclaim begins at once and confirms after 1 s`,
  run: (lab, context) =>
    inWaves(
      context,
      async (size) => {
        const worker = await lab.startWorker();
        const jobs = await Promise.all(Array.from({ length: size }, () => startWithTimeout(lab)));
        await untilAt(lab, jobs, lab.driver.endless ?? 'running');
        await untilClosed(lab, jobs);
        const hitAt = Date.now();
        await reclaimAll(lab, jobs);
        await killed(worker);
        return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
      },
      10,
    ),
};
