import { preloading } from '../harness/preloading.ts';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed } from './jobs.ts';
import { killed } from './processes.ts';

export const noWorkflowCache: Fault = {
  id: 'F13',
  title: 'workflow cache of zero: every task replays',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  run: (lab, context) =>
    inWaves(context, async (size) => {
      const worker = await lab.startWorker(preloading('no-workflow-cache'));
      const isCached = !worker.output().includes('no workflow is cached');
      const hitAt = Date.now();
      const stopped = await startAll(lab, () => 'endless', Math.floor(size / 2));
      const jobs = [...stopped, ...(await startAll(lab, () => 'short', size - stopped.length))];
      await untilAt(lab, stopped, lab.driver.endless ?? 'running');
      const answers = await Promise.all(stopped.map(({ job }) => job.stop()));
      await untilClosed(lab, jobs);
      await killed(worker);
      return jobs.map(({ job }, index) => {
        const verdict = answers[index]?.verdict ?? 'canceled';
        const wrong = verdict === 'canceled' ? [] : [`the stop was told ${verdict}`];
        return { jobId: job.id, hitAt, wrong: isCached ? [...wrong, 'workflows were cached'] : wrong };
      });
    }),
};
