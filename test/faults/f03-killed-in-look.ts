import { type Fault, inWaves } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import { untilPending } from './pending.ts';
import { killed } from './processes.ts';

export const killedInLook: Fault = {
  id: 'F3',
  title: 'worker killed in a look',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  shortened: 'call time-out 5 s instead of 30 s, so that a dead look is missed after 15 s',
  lab: () => ({ endpoints: 2, fields: { timeout: '5s' } }),
  run(lab, context) {
    let waves = 0;
    return inWaves(context, async (size) => {
      const first = await lab.startWorker();
      // One at least goes on: a failing job may be over before the kill, and then nobody would look at it again.
      const work = (index: number) => (index === 0 ? 'steady' : context.random.pick(['steady', 'failing'] as const));
      // In turns the sweeper's look, and looks of the jobs' own.
      const jobs = await startAll(lab, work, size, {}, waves++);
      await untilKnown(lab, jobs);
      await killed(first);
      // Looks of many jobs are one call: all are in it, or wait for their turn, when the kill comes.
      const second = await lab.startHoldingWorker('before', lab.driver.calls.look);
      await second.untilHeld(1);
      // One that was over before the first worker was killed is not hit.
      const inLook = await untilPending(lab, jobs, {
        what: 'jobs are in a look',
        activity: 'awaitJob',
        is: (pending) => pending?.isUnderWay === true,
      });
      const hitAt = await second.kill();
      const third = await lab.startWorker();
      await untilClosed(lab, jobs);
      await killed(third);
      return inLook.map(({ job }) => ({ jobId: job.id, hitAt }));
    });
  },
};
