import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed } from './jobs.ts';
import { untilPending } from './pending.ts';
import { script, untilHit } from './scripts.ts';
import { ASKERS, askToStop, stoppedTries } from './stopping.ts';

/** How long each look takes, so that all jobs can be in one. */
const LOOK_MS = 6_000;

export const stoppedInLook: Fault = {
  id: 'F19',
  title: 'stopped in the middle of a look',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  lab: () => ({ endpoints: 2 }),
  async run(lab, context) {
    await lab.startWorker();
    let waves = 0;
    const wave = async (size: number) => {
      // In turns the sweeper's look, and looks of the jobs' own.
      const jobs = await startAll(lab, () => 'endless', size, {}, waves++);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      // In turns the look has read the state before the stop, and reads it after the stop.
      const when = context.random.pick(['before', 'after'] as const);
      const slow = script(lab, {
        match: { kind: 'look' },
        times: 'always',
        action: { do: 'delay', ms: LOOK_MS, when },
      });
      await untilHit([slow]);
      const inLook = await untilPending(lab, jobs, {
        what: 'jobs are in a look',
        activity: 'awaitJob',
        is: (pending) => pending?.isUnderWay === true,
      });
      const hitAt = Date.now();
      const asking = Promise.all(inLook.map((one) => askToStop(lab, one, context.random.pick(ASKERS))));
      lab.simulator.clearFaults();
      await asking;
      await untilClosed(lab, inLook);
      return await stoppedTries(lab, inLook, hitAt, ['canceled']);
    };
    return await inWaves(context, wave, 25);
  },
};
