import { type Fault, inWaves } from './fault.ts';
import { startAll, untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { type Action, script, untilHit } from './scripts.ts';
import { stoppedTries, stopTruly } from './stopping.ts';

/** What the vendor's cancel answers, carried out or not. */
const ANSWERS: Readonly<Record<string, Action>> = {
  'status-409': { do: 'status', status: 409, when: 'before' },
  'status-500': { do: 'status', status: 500, when: 'before' },
  'status-500, carried out': { do: 'status', status: 500, when: 'after' },
  nothing: { do: 'hang', when: 'before' },
  'nothing, carried out': { do: 'hang', when: 'after' },
  // After these two the cancel is repeated once it has had its time.
  'status-404': { do: 'status', status: 404, when: 'before' },
  acceptNothing: { do: 'acceptNothing' },
};

/** Stops some jobs while every cancel gets this answer, then lifts it. What it answers ends when all are over. */
export async function stopUnder(lab: FaultLab, jobs: readonly Started[], action: Action): Promise<Promise<unknown>[]> {
  const rule = script(lab, { match: { kind: 'cancel' }, times: 'always', action });
  const asking = jobs.map((started) => ({ started, asked: started.job.stop({ by: 'the matrix' }) }));
  await untilHit([rule]);
  await Promise.all(asking.map(({ started, asked }) => Promise.race([asked, untilTriedAgain(lab, started)])));
  lab.simulator.clearFaults();
  return asking.map(async ({ started, asked }) => {
    const { verdict } = await asked;
    // The vendor's bad answer was taken for a no: now it is to be asked again.
    if (verdict === 'refused' || verdict === 'unsupported') await stopTruly(lab, started);
  });
}

function untilTriedAgain(lab: FaultLab, started: Started): Promise<unknown> {
  return untilPending(lab, [started], {
    what: 'the cancel has had the bad answer',
    activity: 'endJob',
    is: (pending) => pending !== undefined && pending.attempt > 1,
  });
}

export const badCancels: Fault = {
  id: 'F23',
  title: "the vendor's cancel answers 404, 409, 500 or nothing, or accepts and does nothing",
  vendors: 'all',
  tries: { full: 50, short: 5 },
  shortened: 'call time-out 4 s instead of 30 s',
  lab: () => ({ fields: { timeout: '4s' } }),
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number) => {
      const jobs = await startAll(lab, () => 'endless', size);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      const hitAt = Date.now();
      const stopping: Promise<unknown>[] = [];
      const kinds = Object.values(ANSWERS);
      for (const [at, action] of kinds.entries()) {
        const some = jobs.filter((_, index) => index % kinds.length === at);
        if (some.length > 0) stopping.push(...(await stopUnder(lab, some, action)));
      }
      await Promise.all(stopping);
      await untilClosed(lab, jobs);
      return await stoppedTries(lab, jobs, hitAt, ['canceled']);
    };
    return await inWaves(context, wave, 50);
  },
};
