import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed, untilInActivity } from './jobs.ts';
import { killed } from './processes.ts';

export const killedInCancel: Fault = {
  id: 'F4',
  title: 'worker killed in a cancel',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  shortened: 'call time-out 5 s instead of 30 s, so that a dead cancel is missed after 15 s',
  lab: () => ({ fields: { timeout: '5s' } }),
  run(lab, context) {
    let wave = 0;
    return inWaves(context, async (size) => {
      // In turns before the vendor has heard of it, and after it has answered.
      const when = wave % 2 === 0 ? 'after' : 'before';
      wave += 1;
      const first = await lab.startHoldingWorker(when, lab.driver.calls.cancel);
      const jobs = await startAll(lab, () => 'endless', size);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      await Promise.all(jobs.map(({ job }) => lab.reeve.client.workflow.getHandle(job.id).cancel()));
      await first.untilHeld(1);
      await untilInActivity(lab, jobs, 'endJob');
      const hitAt = await first.kill();
      const second = await lab.startWorker();
      await untilClosed(lab, jobs);
      await killed(second);
      return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
    });
  },
};
