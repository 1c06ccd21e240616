import { startWaiting } from '../jobs.ts';
import { inLab, type Lab } from '../lab.ts';
import { paced } from '../paced.ts';
import { untilQuiet, untilSwept } from '../quiet.ts';
import type { Scenario } from '../scenario.ts';
import { percentile } from '../statistics.ts';

const VENDOR = 'riverbed-cmc';
const ENDPOINT = 'cmc';
/** So little that looking at all waiting jobs every second takes all of it. */
const RATE = { calls: 5, windowMs: 1_000 };
const LIMITED = { limits: { requestsPerSecond: RATE.calls, concurrentRequests: 5, sessions: 5 } };
/** A stop is a cancel and some looks: of the rate, this leaves something to the sweeper. */
const STOPS_PER_SECOND = 1;

/** How soon a stop is at the vendor, while thousands of jobs wait and the endpoint's rate is used up by looks. */
export const stop: Scenario = {
  name: 'stop',
  what: '100 stops by request, first with nothing else to do, then with 5,000 waiting jobs whose looks use the whole rate of 5 calls a second',
  figures: [
    { name: 'p99Ratio', text: 'p99 from request to cancel, loaded, of the unloaded', unit: 'ratio', atMost: 3 },
    { name: 'unloaded.p50', text: 'from request to cancel, median: unloaded', unit: 'ms' },
    { name: 'unloaded.p99', text: 'from request to cancel, p99: unloaded', unit: 'ms' },
    { name: 'loaded.p50', text: 'from request to cancel, median: loaded', unit: 'ms' },
    { name: 'loaded.p99', text: 'from request to cancel, p99: loaded', unit: 'ms' },
    { name: 'loaded.used', text: 'part of the rate that was used while loaded', unit: 'ratio' },
  ],
  async run(context) {
    const stops = context.of({ full: 100, short: 10 });
    const jobs = context.of({ full: 5_000, short: 300 });
    const intervals = { least: '1s', greatest: '1s', stop: '1s' };
    const endpoint = { name: ENDPOINT, vendor: VENDOR, fields: { sweep: { every: '1s' }, intervals } } as const;
    return await inLab({ endpoints: [endpoint] }, async (lab) => {
      context.say(`${stops} stops, unloaded`);
      const unloaded = await stopped(lab, stops, 0);
      context.say(`${stops} stops beside ${jobs} jobs`);
      const loaded = await stopped(lab, stops, jobs);
      return {
        p99Ratio: [percentile(loaded.delays, 0.99) / percentile(unloaded.delays, 0.99)],
        'unloaded.p50': [percentile(unloaded.delays, 0.5)],
        'unloaded.p99': [percentile(unloaded.delays, 0.99)],
        'loaded.p50': [percentile(loaded.delays, 0.5)],
        'loaded.p99': [percentile(loaded.delays, 0.99)],
        'loaded.used': [loaded.used],
      };
    });
  },
};

interface Stopped {
  /** Milliseconds from each request to the vendor's cancel. */
  delays: number[];
  /** Part of the vendor's rate that was used meanwhile. */
  used: number;
}

async function stopped(lab: Lab, stops: number, beside: number): Promise<Stopped> {
  // Started without the limit, which would take an hour to let them all in.
  const wide = await lab.startWorker();
  const ids = await startWaiting(lab, ENDPOINT, stops);
  await startWaiting(lab, ENDPOINT, beside);
  await untilQuiet(lab);
  await lab.drain(wide);
  const limited = await lab.startWorker(await lab.configuration.variant('limited.yaml', LIMITED));
  const simulator = lab.simulators.get(VENDOR);
  await untilSwept(simulator);
  simulator.resetCalls();
  const beganAt = Date.now();
  const askedAt = new Map<string, number>();
  await paced(ids, STOPS_PER_SECOND, async (id) => {
    const job = lab.reeve.job(id);
    const { vendorJobId = '' } = await job.get();
    askedAt.set(vendorJobId, Date.now());
    await job.stop({ by: 'bench', reason: 'measured' });
  });
  const { calls, cancelRequests } = simulator.ledger();
  const allowed = ((Date.now() - beganAt) / RATE.windowMs) * RATE.calls;
  await lab.drain(limited);
  const cancelled = Map.groupBy(cancelRequests, ({ id }) => id);
  const delays = [...askedAt].map(([id, atMs]) => (cancelled.get(id)?.[0]?.at ?? Number.NaN) - atMs);
  return { delays, used: calls.length / allowed };
}
