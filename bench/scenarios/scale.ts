import type { Context, Figure, Samples, Scenario } from '../scenario.ts';
import { type Point, playPoint } from './scale-point.ts';

const WORKERS = [1, 2, 4];
/** For one worker process, and of the first for several. */
const JOBS = [1_000, 100, 10_000];
const FLAT_WRITES = 0.05;
const FLAT_CPU = 0.3;

const nameOf = (workers: number, jobs: number) => `workers${workers}.jobs${jobs}`;

const POINTS = [
  ...WORKERS.map((workers) => ({ workers, jobs: JOBS[0] as number })),
  ...JOBS.slice(1).map((jobs) => ({ workers: 1, jobs })),
].map((point) => ({ ...point, name: nameOf(point.workers, point.jobs) }));

const plain: Figure[] = POINTS.flatMap(({ name, workers, jobs }) => {
  const what = `${jobs} jobs by ${workers} worker${workers === 1 ? '' : 's'}`;
  return [
    { name: `${name}.writes`, text: `server writes per job: ${what}`, unit: 'count' as const },
    { name: `${name}.cpuMs`, text: `CPU of workers and server per job: ${what}`, unit: 'ms' as const },
    { name: `${name}.calls`, text: `vendor calls per job: ${what}`, unit: 'count' as const },
  ];
});

/** What a job costs, whoever else is there. */
export const scale: Scenario = {
  name: 'scale',
  what: '1,000 jobs by 1, 2 and 4 worker processes; 100, 1,000 and 10,000 jobs by one',
  figures: [
    {
      name: 'workers.writesSpread',
      text: 'spread of server writes per job over the workers',
      unit: 'ratio',
      atMost: FLAT_WRITES,
    },
    { name: 'workers.cpuSpread', text: 'spread of CPU per job over the workers', unit: 'ratio', atMost: FLAT_CPU },
    {
      name: 'jobs.writesSpread',
      text: 'spread of server writes per job over the jobs',
      unit: 'ratio',
      atMost: FLAT_WRITES,
    },
    { name: 'jobs.cpuSpread', text: 'spread of CPU per job over the jobs', unit: 'ratio', atMost: FLAT_CPU },
    ...plain,
  ],
  async run(context) {
    const measured = new Map<string, Point>();
    for (const { name, workers, jobs } of POINTS)
      measured.set(name, await playPoint(context, workers, jobsOf(context, jobs)));
    return figuresFrom(measured);
  },
};

function jobsOf(context: Context, full: number): number {
  return Math.max(50, context.of({ full, short: Math.round(full / 20) }));
}

function figuresFrom(measured: ReadonlyMap<string, Point>): Samples {
  const samples: Samples = {};
  for (const [name, { writes, cpuMs, calls }] of measured) {
    Object.assign(samples, { [`${name}.writes`]: [writes], [`${name}.cpuMs`]: [cpuMs], [`${name}.calls`]: [calls] });
  }
  const over = (names: string[], key: keyof Point) =>
    spread(names.map((name) => measured.get(name)?.[key] ?? Number.NaN));
  const byWorkers = WORKERS.map((workers) => nameOf(workers, JOBS[0] as number));
  const byJobs = JOBS.map((jobs) => nameOf(1, jobs));
  return {
    'workers.writesSpread': [over(byWorkers, 'writes')],
    'workers.cpuSpread': [over(byWorkers, 'cpuMs')],
    'jobs.writesSpread': [over(byJobs, 'writes')],
    'jobs.cpuSpread': [over(byJobs, 'cpuMs')],
    ...samples,
  };
}

/** How much more the greatest is than the least. */
function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values) - 1;
}
