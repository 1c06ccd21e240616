import { CHECK_AFTER_MS } from '../../activities/sweep-terms.ts';
import { inLab, type Lab } from '../lab.ts';
import type { Context, Figure, Samples, Scenario } from '../scenario.ts';
import { bareClosings } from './waiting-bare.ts';
import { costOfCheck } from './waiting-checks.ts';
import { waitSingly, waitSwept, waitTimerLoop } from './waiting-jobs.ts';
import { SWEEP_MS } from './waiting-lab.ts';

const MINUTE_MS = 60_000;
const inShort = true;
const writes = (name: string, text: string): Figure => ({
  name: `${name}.writes`,
  text: `server writes per waiting job and minute: ${text}`,
  unit: 'count',
});

/** What jobs cost while nothing happens, and how soon it is heard when something does. */
export const waiting: Scenario = {
  name: 'waiting',
  what: '10,000 jobs waiting at one swept endpoint for 5 minutes, then finishing; beside 1,000 looked at singly and 1,000 in a timer loop',
  inShort,
  figures: [
    { ...writes('swept', 'swept'), atMost: 0.2 },
    {
      ...writes('checked', 'swept, and each makes sure of its sweeper as often as it does by default'),
      atMost: 0.2,
    },
    {
      name: 'swept.callsSaved',
      text: 'how many times fewer vendor calls than one per job and interval',
      unit: 'ratio',
      atLeast: 100,
      inShort,
    },
    {
      name: 'swept.delayOver',
      text: 'p95 from finish to close, above the interval and twice the bare p95',
      unit: 'ms',
      atMost: 0,
    },
    { name: 'swept.kBPerJob', text: 'worker memory per waiting job, above idle', unit: 'kB', atMost: 30 },
    { name: 'swept.callsPerMinute', text: 'vendor calls per minute, for all swept jobs', unit: 'count' },
    { name: 'swept.cpuMsPerMinute', text: 'CPU of worker and server per minute, for all swept jobs', unit: 'ms' },
    { name: 'swept.workerCpuMsPerMinute', text: 'of it the worker', unit: 'ms' },
    { name: 'swept.delayP50', text: 'from finish to close, median: swept', unit: 'ms' },
    { name: 'swept.delayP95', text: 'from finish to close, p95: swept', unit: 'ms' },
    { name: 'swept.delayP99', text: 'from finish to close, p99: swept', unit: 'ms' },
    { name: 'swept.jobs', text: 'jobs that waited swept', unit: 'count' },
    { name: 'check.writes', text: 'server writes each time that a job makes sure of its sweeper', unit: 'count' },
    { name: 'check.cpuMs', text: 'CPU of worker and server each time', unit: 'ms' },
    writes('singly', 'each looking for itself'),
    { name: 'singly.callsSaved', text: 'vendor calls saved, each looking for itself', unit: 'ratio' },
    writes('timerLoop', 'timer loop'),
    { name: 'bare.perSecond', text: 'bare parked workflows closed per second', unit: 'perSecond' },
    { name: 'bare.delayP50', text: 'from completion to close at half that rate, median: bare', unit: 'ms' },
    { name: 'bare.delayP95', text: 'from completion to close at half that rate, p95: bare', unit: 'ms' },
    { name: 'bare.delayP99', text: 'from completion to close at half that rate, p99: bare', unit: 'ms' },
  ],
  run: async (context) => await inLab(LAB, (lab) => (context.isShort ? short(lab, context) : whole(lab, context))),
};

const intervals = { least: '1s', greatest: '4s', stop: '1s' };
const EVERY = `${SWEEP_MS} ms`;
const LAB = {
  endpoints: [
    { name: 'swept', vendor: 'riverbed-cmc', fields: { sweep: { every: EVERY }, intervals } },
    { name: 'checked', vendor: 'riverbed-cmc', fields: { sweep: { every: EVERY, checkAfter: '1 minute' }, intervals } },
    { name: 'singly', vendor: 'riverbed-cmc', fields: { sweep: 'off', intervals: { least: EVERY, greatest: EVERY } } },
  ],
} as const;

async function short(lab: Lab, context: Context): Promise<Samples> {
  const { delays: _, ...figures } = await waitSwept(lab, context, undefined);
  return named('swept', figures);
}

async function whole(lab: Lab, context: Context): Promise<Samples> {
  const bare = await bareClosings(lab, context);
  const timerLoop = await waitTimerLoop(lab, context);
  const singly = await waitSingly(lab, context);
  const check = await costOfCheck(lab, context);
  const { delays, ...swept } = await waitSwept(lab, context, bare.perSecond / 2);
  const allowedMs = SWEEP_MS + 2 * bare.delayP95;
  return {
    ...named('bare', bare),
    ...named('timerLoop', timerLoop),
    ...named('singly', singly),
    ...named('check', check),
    ...named('checked', { writes: swept.writes + (check.writes * MINUTE_MS) / CHECK_AFTER_MS }),
    ...named('swept', { ...swept, ...delays, delayOver: (delays?.delayP95 ?? Number.NaN) - allowedMs }),
  };
}

function named(name: string, figures: object): Samples {
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${name}.${key}`, [value as number]]));
}
