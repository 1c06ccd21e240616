import type { Scenario } from '../scenario.ts';
import { playRestart } from './restart-story.ts';

/** For one request at the vendor; a look may take twice as long, its wait at the gate included. */
const LOOK_TIMEOUT_MS = 10_000;
/** A sweeper whose worker was killed goes on elsewhere within this time. */
const HANDOVER_MS = 30_000;

/** A worker is killed while jobs stand everywhere. */
export const restart: Scenario = {
  name: 'restart',
  what: 'kill -9 of the one of two workers that sweeps, with 2,000 jobs starting, waiting, finishing and being stopped',
  figures: [
    {
      name: 'wrong',
      text: 'jobs that ended otherwise than the vendor says, or were started twice',
      unit: 'count',
      atMost: 0,
    },
    {
      name: 'longestDelayMs',
      text: "longest time from the vendor's end to the close: three look time-outs, or the sweeper's hand-over",
      unit: 'ms',
      atMost: Math.max(3 * LOOK_TIMEOUT_MS, HANDOVER_MS),
    },
    { name: 'longestAnsweredMs', text: 'the same, of jobs whose start was answered', unit: 'ms' },
    {
      name: 'searched',
      text: 'jobs that closed late because the answer to their start died with the worker, and was searched for',
      unit: 'count',
    },
    { name: 'delayP50Ms', text: "median time from the vendor's end to the close", unit: 'ms' },
    { name: 'delayP95Ms', text: "p95 of the time from the vendor's end to the close", unit: 'ms' },
    { name: 'jobs', text: 'jobs', unit: 'count' },
  ],
  run: async (context) => {
    const { delays, ...figures } = await playRestart(context, LOOK_TIMEOUT_MS);
    return Object.fromEntries(Object.entries({ ...figures, ...delays }).map(([name, value]) => [name, [value]]));
  },
};
