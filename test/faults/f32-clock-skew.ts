import { isClosed } from '../../client/record.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { each, untilClosed } from './jobs.ts';
import type { FaultLab } from './lab.ts';
import { script, startOf } from './scripts.ts';

const WAVE = 20;
const MINUTE_MS = 60_000;
/** How far the vendor's clock is ahead of ours, wave by wave. */
const SKEWS = [90 * MINUTE_MS, -90 * MINUTE_MS, 20_000, -20_000, 2 * 24 * 60 * MINUTE_MS];

/** Every other start loses its answer: what it made is searched by times of a clock that is not ours. */
async function startSkewed(lab: FaultLab, size: number, skewMs: number): Promise<Try[]> {
  lab.simulator.control({ do: 'skewClock', ms: skewMs });
  const hitAt = Date.now();
  const jobs = await Promise.all(
    Array.from({ length: size }, (_, at) => {
      const order = lab.order(at % 3 === 0 ? 'failing' : 'short');
      if (at % 2 === 0) script(lab, { match: startOf(lab, order), action: { do: 'reset', when: 'after' } });
      return lab.place(order, { startTimeout: '15s' }, at);
    }),
  );
  await each(lab, jobs, 'started', 400_000, (record) => record.vendorJobId !== undefined || isClosed(record));
  await untilClosed(lab, jobs);
  lab.simulator.clearFaults();
  return jobs.map(({ job }) => ({ jobId: job.id, hitAt }));
}

export const clockSkew: Fault = {
  id: 'F32',
  title: 'clock skew',
  vendors: 'all',
  tries: { full: 60, short: 4 },
  lab: ({ tries }) => ({ endpoints: Math.min(tries, WAVE) }),
  async run(lab, context) {
    await lab.startWorker();
    let waves = context.random.below(SKEWS.length);
    const wave = (size: number) => startSkewed(lab, size, SKEWS[waves++ % SKEWS.length] ?? 0);
    return await inWaves(context, wave, Math.max(2, Math.min(WAVE, Math.ceil(context.tries / SKEWS.length))));
  },
};
