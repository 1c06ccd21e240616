import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed } from './jobs.ts';
import { untilPending } from './pending.ts';
import { ASKERS, askToStop, stoppedTries } from './stopping.ts';

export const stoppedBetweenLooks: Fault = {
  id: 'F18',
  title: 'stopped between looks',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  shortened: 'looks every 8 s',
  lab: () => ({ fields: { sweep: 'off', intervals: { least: '8s', greatest: '8s', stop: '1s' } } }),
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number) => {
      const jobs = await startAll(lab, () => 'endless', size);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      const waiting = await untilPending(lab, jobs, {
        what: 'jobs are between two looks',
        activity: 'awaitJob',
        is: (pending) => pending !== undefined && !pending.isUnderWay,
      });
      const hitAt = Date.now();
      await Promise.all(waiting.map((one) => askToStop(lab, one, context.random.pick(ASKERS))));
      await untilClosed(lab, waiting);
      return await stoppedTries(lab, waiting, hitAt, ['canceled']);
    };
    return await inWaves(context, wave, 50);
  },
};
