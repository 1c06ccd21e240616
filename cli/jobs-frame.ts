import type { RecordedJob } from '../client/index.ts';
import { type Column, fittedTable } from './fitted-table.ts';
import { stateColumn, stateWords, stopWords } from './job-columns.ts';
import { plain } from './print.ts';
import { barOf, type Estimates, etaWords, percentOf } from './progress.ts';

export interface Screen {
  columns: number;
  rows: number;
}

/** The line above the table, its head, the line below, and the cursor's. */
const LINES_AROUND = 4;

/** How the jobs stand, as one picture that fits the screen: where there is no room for all, those that run go first. */
export function jobsFrame(
  jobs: readonly RecordedJob[],
  estimates: Estimates,
  stream: NodeJS.WritableStream & Partial<Screen>,
  { nowMs, note = 'Ctrl-C ends the watching and leaves the jobs running.' }: { nowMs: number; note?: string },
): string {
  const { columns = 80, rows = 24 } = stream;
  const room = Math.max(1, rows - LINES_AROUND);
  const shown = jobs.length > room ? openFirst(jobs).slice(0, room - 1) : jobs;
  const more = jobs.length > room ? [`and ${jobs.length - shown.length} more`] : [];
  const head = `${new Date(nowMs).toISOString()}  ${countWords(jobs)}`;
  const table = shown.length === 0 ? [] : [fittedTable(liveColumns(estimates, stream, nowMs), shown, columns)];
  return [head.slice(0, columns), ...table, ...more, plain(note).slice(0, columns)].join('\n');
}

/** A state that is shown with the vendor's own words beside it. */
function liveColumns(estimates: Estimates, stream: NodeJS.WritableStream, nowMs: number): Column<RecordedJob>[] {
  return [
    { head: 'JOB', cell: ({ id }) => id },
    stateColumn(stream) as Column<RecordedJob>,
    { head: 'PROGRESS', cell: (job) => ifKnown(percentOf(job), barOf), leaves: 1 },
    { head: 'ETA', cell: (job) => etaOf(job, estimates, nowMs), leaves: 2 },
    { head: 'STOP', cell: (job) => stopWords(job) ?? '', leaves: 3 },
    { head: 'LAST LOOK', cell: lastWords, leaves: 4, least: 16 },
  ];
}

function etaOf(job: RecordedJob, estimates: Estimates, nowMs: number): string | undefined {
  if (job.closedAt !== undefined) return '';
  return ifKnown(percentOf(job), (percent) => etaWords(estimates.untilDoneMs(job, percent, nowMs)));
}

function lastWords({ closedAt, outcome, pending }: RecordedJob): string {
  if (closedAt !== undefined) return outcome?.message ?? outcome?.reading?.words ?? '';
  return pending.findLast(({ message }) => message !== undefined)?.message ?? '';
}

function ifKnown<T, R>(value: T | undefined, tell: (value: T) => R): R | undefined {
  return value === undefined ? undefined : tell(value);
}

function openFirst(jobs: readonly RecordedJob[]): RecordedJob[] {
  const isOpen = ({ closedAt }: RecordedJob) => closedAt === undefined;
  return [...jobs.filter(isOpen), ...jobs.filter((job) => !isOpen(job))];
}

/** `3 jobs: 2 running, 1 failed`. */
export function countWords(jobs: readonly RecordedJob[]): string {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const state = stateWords(job) ?? 'not started yet';
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const words = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  return `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}${words === '' ? '' : `: ${words}`}`;
}
