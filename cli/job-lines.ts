import type { JobRecord, JobSnapshot } from '../client/index.ts';
import { formatDuration } from '../contract/duration.ts';
import type { Outcome, Reading } from '../contract/job.ts';
import type { Resolved } from '../contract/messages.ts';
import { plain } from './print.ts';
import { percentOf } from './progress.ts';

/** A job's state on one line, with nothing in it that changes by itself. */
export function statusLine(job: JobSnapshot): string {
  const parts = [stateWords(job), job.vendorJobId === undefined ? undefined : `as ${plain(job.vendorJobId)}`];
  if (job.closedAt === undefined) parts.push(lastTry(job), sight(job), service(job));
  else if (job.failure !== undefined) parts.push(`${job.failure.type}: ${plain(job.failure.message)}`);
  return parts.filter((part) => part !== undefined).join(', ');
}

/** A job for people, a field a line. */
export function jobLines(job: JobSnapshot, nowMs = Date.now()): string[] {
  const { view, outcome } = job;
  const fields: [string, string | undefined][] = [
    ['state', stateWords(job)],
    ['endpoint', job.endpoint],
    ['operation', job.operation],
    ['vendor job', job.vendorJobId],
    ['started', job.startedAt],
    ['closed', job.closedAt && `${job.closedAt} (${job.status})`],
    ['time left', job.closedAt === undefined ? timeLeft(job, nowMs) : undefined],
    ['last try', lastTry(job)],
    ['out of sight', sight(job)],
    ['workers', service(job)],
    ['stop', stopWords(job)],
    ['why', job.failure && `${job.failure.type}: ${job.failure.message}`],
    ['reading', readingWords(view?.reading ?? outcome?.reading)],
    ['candidates', outcome?.candidates?.join(', ')],
    ['next step', job.failure?.type === 'StartAmbiguous' ? nextStep(job.id) : undefined],
    ['resolved', job.resolved && resolvedWords(job.resolved)],
    ['schedule', job.schedule],
    ['labels', job.labels.join(', ') || undefined],
  ];
  const shown = fields.filter((field): field is [string, string] => field[1] !== undefined);
  return [job.id, ...shown.map(([name, value]) => `  ${name.padEnd(13)}${plain(value)}`)];
}

/** How a job ended, for the last line of `run --wait`. */
export function outcomeLine(outcome: Outcome): string {
  const words = readingWords(outcome.reading);
  return [outcome.state ?? 'never started', outcome.verdict && `stop: ${outcome.verdict}`, words]
    .filter((part) => part !== undefined)
    .map(plain)
    .join(', ');
}

function nextStep(id: string): string {
  return `look at them at the vendor, then \`reeve resolve ${id} --adopt ID\` or \`--start-again\``;
}

function resolvedWords({ how, of, by, reason, at }: Resolved): string {
  const what = how === 'adopted' ? 'this vendor job was taken over' : 'started again';
  return `${what} by ${by ?? 'somebody'} at ${at} after run ${of}${reason === undefined ? '' : `: ${reason}`}`;
}

function stateWords(job: JobSnapshot): string {
  const { state, status, closedAt } = job;
  if (status === 'TERMINATED' || status === 'TIMED_OUT') return `unknown (the workflow is ${status}), last ${state}`;
  if (state === undefined) return closedAt === undefined ? 'unknown' : `never known at the vendor (${status})`;
  const percent = closedAt === undefined ? percentOf(job) : undefined;
  return percent === undefined ? state : `${state} ${percent} %`;
}

function readingWords(reading: Reading | undefined): string | undefined {
  if (reading === undefined) return undefined;
  const message = reading.message === undefined ? '' : `: ${reading.message}`;
  return `${reading.words}${message} (read ${reading.readAt})`;
}

function lastTry({ pending }: JobSnapshot): string | undefined {
  const tried = pending.filter(({ message }) => message !== undefined).at(-1);
  return tried && `${tried.activity}: ${plain(tried.message ?? '')}`;
}

function timeLeft({ expiresAt }: Pick<JobRecord, 'expiresAt'>, nowMs: number): string | undefined {
  if (expiresAt === undefined) return undefined;
  const left = Date.parse(expiresAt) - nowMs;
  return left > 0 ? `expires in ${formatDuration(left)}` : `expired ${formatDuration(-left)} ago`;
}

function sight({ view, outOfSightSince }: JobSnapshot): string | undefined {
  const since = view?.outOfSight?.since ?? outOfSightSince;
  const reason = view?.outOfSight === undefined ? '' : `: ${plain(view.outOfSight.reason)}`;
  return since && `out of sight since ${since}${reason}`;
}

function service({ unserved, silent, endpoint }: JobSnapshot): string | undefined {
  if (unserved.length > 0) return `no worker serves ${unserved.join(' and ')} (endpoint ${endpoint ?? 'unknown'})`;
  return silent;
}

function stopWords({ view, cause, verdict, outcome, closedAt }: JobSnapshot): string | undefined {
  const why = view?.cause ?? outcome?.cause ?? cause;
  const how = view?.verdict ?? outcome?.verdict ?? verdict;
  if (why === undefined && how === undefined) return undefined;
  const message = view?.stopMessage === undefined ? '' : `: ${view.stopMessage}`;
  return `by ${why ?? 'request'}, ${how ?? (closedAt === undefined ? 'not confirmed yet' : 'no verdict')}${message}`;
}
