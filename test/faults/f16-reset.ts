import { randomUUID } from 'node:crypto';
import { GRPC, grpcFailure } from '../../client/unreachable.ts';
import { until } from '../harness/end-to-end-until.ts';
import { startSlowly } from './f05-sigterm.ts';
import { type Fault, inWaves } from './fault.ts';
import { recordOf, startAll, untilClosed, untilKnown } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { killed } from './processes.ts';

/** To the end of the first workflow task, as in the Web UI. */
async function resetWorkflow(lab: FaultLab, started: Started): Promise<void> {
  const { workflowService, options } = lab.reeve.client;
  const { runId } = await recordOf(lab, started);
  await workflowService.resetWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId: started.job.id, runId },
    reason: 'by an operator',
    requestId: randomUUID(),
    // The protocol's number is a 64-bit one, and takes this.
    workflowTaskFinishEventId: 4 as never,
  });
}

/** As an operator does who thinks that it hangs, and asks again where the job is just between two of them. */
async function resetActivity(lab: FaultLab, { job }: Started, type: string): Promise<void> {
  const { workflowService, options } = lab.reeve.client;
  const reset = async () => {
    await workflowService.resetActivity({
      namespace: options.namespace,
      execution: { workflowId: job.id },
      identity: 'an operator',
      type,
      resetHeartbeat: true,
    });
    return true;
  };
  const unlessNone = (error: unknown) => {
    if (grpcFailure(error)?.code === GRPC.NOT_FOUND) return undefined;
    throw error;
  };
  await until(
    `${job.id} has a pending ${type}`,
    () => reset().catch(unlessNone),
    () => undefined,
    10_000,
  );
}

export const reset: Fault = {
  id: 'F16',
  title: 'workflow reset to an earlier event, activity reset by an operator',
  vendors: 'two',
  tries: { full: 20, short: 6 },
  shortened: 'start time-out 15 s instead of 1 minute',
  lab: ({ tries }) => ({ endpoints: Math.min(tries, 20) }),
  run: (lab, context) =>
    inWaves(context, async (size) => {
      const worker = await lab.startWorker();
      const third = Math.ceil(size / 3);
      const watched = await startAll(lab, () => 'steady', size - third);
      await untilKnown(lab, watched);
      const starting = await startSlowly(lab, third);
      const hitAt = Date.now();
      const [workflows, looks] = [watched.slice(0, third), watched.slice(third)];
      await Promise.all([
        ...workflows.map((one) => resetWorkflow(lab, one)),
        ...looks.map((one) => resetActivity(lab, one, 'awaitJob')),
        ...starting.map((one) => resetActivity(lab, one, 'startJob')),
      ]);
      const jobs = [...watched, ...starting];
      await untilClosed(lab, jobs);
      await killed(worker);
      return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
    }),
};
