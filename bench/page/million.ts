import { CHECK_AFTER_MS } from '../../activities/sweep-terms.ts';
import { shown } from '../report.ts';

const JOBS = 1_000_000;
const ENDPOINTS = 100;
const SWEEP_S = 5;
/** The product's own greatest interval between two looks at a job. */
const GREATEST_S = 300;
const MS_PER_MINUTE = 60_000;

/** What a million waiting jobs would need, worked out from the scenario `waiting`, each step shown. */
export function millionLines(waiting: Readonly<Record<string, number>>): string[] {
  const of = (name: string) => waiting[name] ?? Number.NaN;
  const [measured, writes, calls] = [of('swept.jobs'), of('checked.writes'), of('swept.callsPerMinute')];
  const [cpu, kB] = [of('swept.workerCpuMsPerMinute'), of('swept.kBPerJob')];
  const serverCpu = of('swept.cpuMsPerMinute') - cpu;
  if (Number.isNaN(measured) || Number.isNaN(writes))
    return ['Not measured yet: it is worked out from `npm run bench -- waiting`.'];
  const factor = JOBS / measured;
  const n = (value: number) => shown(value, 'count');
  const cores = (cpuMs: number) => (cpuMs * factor) / MS_PER_MINUTE;
  const callsPerSecond = (calls * factor) / 60;
  const rarely = callsPerSecond * (SWEEP_S / GREATEST_S);
  return [
    `Measured: ${n(measured)} jobs at one endpoint, looked at every ${SWEEP_S} s. A million is ${n(factor)} times as many; they`,
    `are spread over ${ENDPOINTS} endpoints of ${n(JOBS / ENDPOINTS)} jobs, each with a sweeper of its own.`,
    '',
    '| what | step | result |',
    '|---|---|---|',
    `| server writes | ${n(JOBS)} jobs × ${writes} writes a job and minute, its checks included, ÷ 60 | ${n((JOBS * writes) / 60)} a second |`,
    `| vendor calls, a look every ${SWEEP_S} s | ${n(calls)} calls a minute × ${n(factor)} ÷ 60 | ${n(callsPerSecond)} a second, ${n(callsPerSecond / ENDPOINTS)} at each endpoint |`,
    `| vendor calls, a look every ${GREATEST_S} s, as jobs of 20 minutes and more get by default | ${n(callsPerSecond)} × ${SWEEP_S} ÷ ${GREATEST_S} | ${n(rarely)} a second, ${n(rarely / ENDPOINTS)} at each endpoint |`,
    `| CPU of workers | ${n(cpu)} ms a minute × ${n(factor)} ÷ ${n(MS_PER_MINUTE)} | ${n(cores(cpu))} cores |`,
    `| CPU of the server, in this development server | ${n(serverCpu)} ms a minute × ${n(factor)} ÷ ${n(MS_PER_MINUTE)} | ${n(cores(serverCpu))} cores |`,
    `| CPU of both for the jobs' checks, at most | ${n(JOBS)} jobs × ${n(of('check.cpuMs'))} ms ÷ ${n(CHECK_AFTER_MS)} ms | ${n((JOBS * of('check.cpuMs')) / CHECK_AFTER_MS)} cores |`,
    `| memory of workers | ${n(JOBS)} jobs × ${n(kB)} kB | ${n((JOBS * kB) / 1e6)} GB |`,
    `| worker processes of one core each, half of it kept free | ${n(cores(cpu))} ÷ 0.5, no fewer than two | ${Math.max(2, Math.ceil(cores(cpu) / 0.5)) || 'not known'} |`,
    '',
    'This is the cost of waiting alone: what starts and ends costs what the tables above say, once a job. What does not grow',
    'in proportion is left out on purpose: a sweeper takes at most a tenth of its time for the list of its jobs, a fiftieth while that brings nothing new, so that',
    'passes become rarer, not dearer, where the store is slow.',
  ];
}
