import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed } from './jobs.ts';
import { untilPending } from './pending.ts';
import { ASKERS, askToStop, stoppedTries } from './stopping.ts';

export const stoppedWhileParked: Fault = {
  id: 'F20',
  title: 'stopped while parked',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  lab: () => ({ fields: { sweep: { every: '8s' }, intervals: { least: '8s', greatest: '8s', stop: '1s' } } }),
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number) => {
      const jobs = await startAll(lab, () => 'endless', size);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      // An attempt that no worker holds; passes of the sweeper are seconds apart.
      const parked = await untilPending(lab, jobs, {
        what: 'jobs are parked',
        activity: 'awaitJob',
        is: (pending) => pending?.isUnderWay === true,
      });
      const hitAt = Date.now();
      await Promise.all(parked.map((one) => askToStop(lab, one, context.random.pick(ASKERS))));
      await untilClosed(lab, parked);
      return await stoppedTries(lab, parked, hitAt, ['canceled']);
    };
    return await inWaves(context, wave, 50);
  },
};
