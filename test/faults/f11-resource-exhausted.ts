import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed } from './jobs.ts';
import { killed } from './processes.ts';

/** Calls a second that the namespace is allowed: fewer than one worker's polls and answers alone. */
const CALLS_PER_SECOND = 12;

const EXHAUSTED = /^service_errors_resource_exhausted/;

export const resourceExhausted: Fault = {
  id: 'F11',
  title: 'RESOURCE_EXHAUSTED on calls to the server',
  vendors: 'two',
  tries: { full: 20, short: 4 },
  lab: () => ({
    // What the lab asks comes out of the same allowance.
    asksPerSecond: 1,
    server: { args: ['--dynamic-config-value', `frontend.namespaceRPS=${CALLS_PER_SECOND}`] },
  }),
  run: (lab, context) =>
    inWaves(
      context,
      async (size) => {
        const worker = await lab.startWorker();
        const before = await lab.temporal.counted(EXHAUSTED);
        const hitAt = Date.now();
        const jobs = await startAll(lab, () => context.random.pick(['short', 'failing']), size);
        const left = jobs.slice(0, Math.ceil(size / 4)).map(({ job }) => job.stop({ confirmWithin: '2 minutes' }));
        await Promise.allSettled(left);
        await untilClosed(lab, jobs);
        const refused = (await lab.temporal.counted(EXHAUSTED)) - before;
        await killed(worker);
        const wrong = refused > 0 ? [] : ['the server has refused no call'];
        return jobs.map(({ job }) => ({ jobId: job.id, hitAt, wrong }));
      },
      10,
    ),
};
