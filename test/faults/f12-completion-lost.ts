import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../harness/end-to-end-until.ts';
import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed } from './jobs.ts';
import { killed } from './processes.ts';

/** A completion of what is completed already. */
const TWICE = /^service_error_with_type\{.*NotFound.*RespondActivityTaskCompleted.*frontend/;
/** How long the vendor's answers to the starts take once they are carried out. */
const ANSWER_MS = 1_500;
/** Time for the completions to get to the server, and for its answers to be lost. */
const DEAF_MS = 4_000;

/**
 * The worker's completions reach the server, and the server's answers do not reach the worker: it sends them again on
 * a new connection, so that they come twice.
 */
export const completionLost: Fault = {
  id: 'F12',
  title: 'completion answer lost, and delivered twice',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  lab: ({ tries }) => ({ proxies: ['server'], endpoints: Math.min(tries, 20) }),
  run: (lab, context) =>
    inWaves(context, async (size) => {
      const worker = await lab.startWorker();
      const made = () => lab.started.slice(-size).filter(({ mark }) => isMade(mark)).length;
      const isMade = (mark: string) => lab.simulator.ledger().jobs.some(({ content }) => content?.includes(mark));
      lab.simulator.addFaults({
        match: { kind: 'start' },
        times: size,
        action: { do: 'delay', ms: ANSWER_MS, when: 'after' },
      });
      const jobs = await startAll(lab, () => 'short', size, { startTimeout: '30s' });
      await until(`${size} starts are carried out`, () => made() === size || undefined, made);
      const hitAt = Date.now();
      lab.toServer.mode('deaf');
      await sleep(ANSWER_MS + DEAF_MS);
      lab.toServer.reset();
      lab.toServer.mode('pass');
      await untilClosed(lab, jobs);
      const twice = await lab.temporal.counted(TWICE);
      await killed(worker);
      const wrong = twice > 0 ? [] : ['no completion has come twice'];
      return jobs.map(({ job }) => ({ jobId: job.id, hitAt, wrong }));
    }),
};
