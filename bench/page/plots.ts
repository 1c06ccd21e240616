import { type PlotInput, plot } from '../plots.ts';
import type { BenchReport } from '../report.ts';

const JOBS = [100, 1_000, 10_000];
const RIVALS = {
  reeve: 'Reeve',
  timerLoop: 'timer loop',
  retriedLook: 'activity retry',
  heartbeatLoop: 'heartbeating loop',
};

/** The pictures of docs/performance.md, by their file's name. Those without a figure are left out. */
export function plotsOf({ scenarios }: Pick<BenchReport, 'scenarios'>): Map<string, string> {
  const { scale = {}, peers = {}, waiting = {} } = scenarios;
  const all: Record<string, PlotInput> = {
    'cost-over-jobs.svg': {
      title: 'Cost of a job of 10 s, one worker process',
      categories: JOBS.map((jobs) => `${jobs} jobs`),
      axis: 'server writes',
      series: [{ name: 'server writes per job', values: JOBS.map((jobs) => scale[`workers1.jobs${jobs}.writes`]) }],
      second: {
        axis: 'CPU ms',
        series: [
          { name: 'CPU of worker and server per job', values: JOBS.map((jobs) => scale[`workers1.jobs${jobs}.cpuMs`]) },
        ],
      },
    },
    'delay-peers.svg': {
      title: "From the vendor's finish to the caller, looked at every second",
      categories: Object.values(RIVALS),
      axis: 'ms',
      series: [
        { name: 'median', values: Object.keys(RIVALS).map((rival) => peers[`${rival}.delayP50Ms`]) },
        { name: 'p95', values: Object.keys(RIVALS).map((rival) => peers[`${rival}.delayP95Ms`]) },
      ],
    },
    'delay-waiting.svg': {
      title: "From the vendor's finish to the close, swept every 5 s",
      categories: ['median', 'p95', 'p99'],
      axis: 'ms',
      series: [
        { name: 'swept', values: ['delayP50', 'delayP95', 'delayP99'].map((key) => waiting[`swept.${key}`]) },
        {
          name: 'bare parked workflow',
          values: ['delayP50', 'delayP95', 'delayP99'].map((key) => waiting[`bare.${key}`]),
        },
      ],
    },
  };
  return new Map(
    Object.entries(all)
      .filter(([, { series }]) => series.some(({ values }) => values.some((value) => value !== undefined)))
      .map(([file, input]) => [file, plot(input)]),
  );
}
