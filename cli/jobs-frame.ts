import type { RecordedJob } from '../client/index.ts';
import { type Column, fittedTable } from './fitted-table.ts';
import { stateColumn, stateWords, stopWords } from './job-columns.ts';
import { plain } from './print.ts';
import { barOf, type Estimates, etaWords, percentOf } from './progress.ts';
import type { Watched } from './watched-jobs.ts';

export interface Screen {
  columns: number;
  rows: number;
}

/** The line above the table, its head, the line below, and the cursor's. */
const LINES_AROUND = 4;

/** How many jobs have room on a screen. */
export function roomOn({ rows = 24 }: Partial<Screen>): number {
  return Math.max(1, rows - LINES_AROUND);
}

/** How the jobs stand, as one picture that fits the screen: where there is no room for all, those that run go first. */
export function jobsFrame(
  { jobs, total }: Watched,
  estimates: Estimates,
  stream: NodeJS.WritableStream & Partial<Screen>,
  { nowMs, note = 'Ctrl-C ends the watching and leaves the jobs running.' }: { nowMs: number; note?: string },
): string {
  const { columns = 80 } = stream;
  const room = roomOn(stream);
  const shown = jobs.length > room ? openFirst(jobs).slice(0, room) : jobs;
  const head = `${new Date(nowMs).toISOString()}  ${headWords(jobs, shown.length, total)}`;
  const table = shown.length === 0 ? [] : [fittedTable(liveColumns(estimates, stream, nowMs), shown, columns)];
  return [head.slice(0, columns), ...table, plain(note).slice(0, columns)].join('\n');
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

/** `3 jobs: 2 running, 1 failed`, or `showing 20 of 312 jobs, 100 watched: …` where the limit or the screen leaves some out. */
function headWords(jobs: readonly RecordedJob[], shown: number, total: number): string {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const state = stateWords(job) ?? 'not started yet';
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const words = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  const parts = [
    `${shown < total ? `showing ${shown} of ` : ''}${total} ${total === 1 ? 'job' : 'jobs'}`,
    jobs.length < total && `${jobs.length} watched`,
  ];
  return `${parts.filter(Boolean).join(', ')}${words === '' ? '' : `: ${words}`}`;
}
