import { isClosed } from '../../client/record.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { each, untilClosed } from './jobs.ts';
import type { FaultLab } from './lab.ts';
import { callsHitBy, script, startOf, untilHit } from './scripts.ts';

const WAVE = 20;
/** One wave of so many is reset before the vendor carries it out, and waits until it surely never will. */
const ONE_IN = 10;

interface Wave {
  size: number;
  /** Number of the wave. */
  number: number;
  when: 'before' | 'after';
}

/** Resets the connection of each start once the vendor has the whole request, whether it has carried it out or not. */
async function resetStarts(lab: FaultLab, { size, number, when }: Wave): Promise<Try[]> {
  const { startSteps = [] } = lab.driver;
  // Where a start is several calls, the waves take turns at them; the later ones do not carry the mark.
  const isLater = startSteps.length > 1 && number % 2 === 1;
  const action = { do: 'reset' as const, when };
  const later = isLater ? [script(lab, { match: { body: '"schedule"' }, times: size, action })] : [];
  const made = await Promise.all(
    Array.from({ length: size }, async (_, at) => {
      const order = lab.order('short');
      const rules = isLater ? later : [script(lab, { match: startOf(lab, order), action })];
      return { rules, started: await lab.place(order, { startTimeout: '15s' }, at) };
    }),
  );
  const rules = [...new Set(made.flatMap((one) => one.rules))];
  await untilHit(rules, isLater ? size : 1);
  const jobs = made.map(({ started }) => started);
  await each(lab, jobs, 'started', 400_000, (record) => record.vendorJobId !== undefined || isClosed(record));
  await untilClosed(lab, jobs);
  const hitAt = Math.max(...rules.flatMap((rule) => callsHitBy(lab, rule).map(({ at }) => at)));
  lab.simulator.clearFaults();
  return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
}

export const resetAfterSending: Fault = {
  id: 'F27',
  title: 'connection reset after the request was sent',
  vendors: 'all',
  tries: { full: 200, short: 4 },
  lab: ({ tries }) => ({ endpoints: Math.min(tries, WAVE) }),
  async run(lab, context) {
    await lab.startWorker();
    let number = 0;
    const wave = async (size: number) => {
      const when = number % ONE_IN === ONE_IN - 1 ? 'before' : 'after';
      return await resetStarts(lab, { size, number: number++, when });
    };
    return await inWaves(context, wave, WAVE);
  },
};
