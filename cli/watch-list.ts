import { setTimeout as delay } from 'node:timers/promises';
import type { ListOptions, RecordedJob } from '../client/index.ts';
import { stateWords } from './job-columns.ts';
import { jobsFrame, roomOn } from './jobs-frame.ts';
import { type Format, printAs } from './output.ts';
import { plain, printLine, printNote } from './print.ts';
import { Estimates, percentOf } from './progress.ts';
import { type Listing, type Watched, WatchedJobs } from './watched-jobs.ts';

const EVERY_MS = 2_000;

/** Shows jobs again and again. */
interface Show {
  jobs(watched: Watched, trouble?: string): Promise<void> | void;
  /** How many have room; all where there is no screen. */
  room(): number | undefined;
  /** Leaves what was shown last. */
  end(): void;
}

interface WatchInput {
  format: Format;
  stream: NodeJS.WriteStream;
  /** Ends the watching with its reason. */
  signal: AbortSignal;
  everyMs?: number;
}

/** Watches the jobs of a filter until it is interrupted: a live table on a terminal, elsewhere what has changed. */
export async function watchList(
  reeve: Listing,
  filter: ListOptions,
  { format, stream, signal, everyMs = EVERY_MS }: WatchInput,
): Promise<never> {
  const watched = new WatchedJobs(reeve, filter);
  const show = format === 'table' && stream.isTTY ? await liveTable(stream) : changes(format);
  const interrupted = aborted(signal);
  let last: Watched | undefined;
  try {
    for (;;) {
      const looked = await Promise.race([watched.look(show.room()).catch(ifPassing(last)), interrupted]);
      const trouble = 'trouble' in looked ? looked.trouble : undefined;
      last = 'trouble' in looked ? (last ?? NONE) : looked;
      await show.jobs(last, trouble);
      await Promise.race([delay(everyMs, undefined, { signal }).catch(() => undefined), interrupted]);
    }
  } finally {
    show.end();
  }
}

const NONE: Watched = { jobs: [], total: 0 };

/** Once there is something to show, Temporal's being away does not end the watching, and is told. */
function ifPassing(last: unknown): (error: unknown) => { trouble: string } {
  return (error) => {
    const isPassing = Error.isError(error) && error.name === 'TemporalUnreachable';
    if (!isPassing || last === undefined) throw error;
    return { trouble: `What is shown is old: ${error.message}` };
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // It is waited for in turns: between them nobody hears it.
  promise.catch(() => undefined);
  return promise;
}

async function liveTable(stream: NodeJS.WriteStream): Promise<Show> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream);
  const estimates = new Estimates();
  return {
    jobs: (watched, note) =>
      update(jobsFrame(watched, estimates, stream, { nowMs: Date.now(), ...(note && { note }) })),
    room: () => roomOn(stream),
    end: () => update.done(),
  };
}

/** A job is told when something of it has changed that people see. */
function changes(format: Format): Show {
  const before = new Map<string, string>();
  let trouble: string | undefined;
  let isCut = false;
  return {
    async jobs({ jobs, total }, told) {
      if (total > jobs.length && !isCut)
        printNote(`The newest ${jobs.length} of ${total} such jobs are watched: see --limit.`);
      isCut = total > jobs.length;
      const changed = jobs.filter((job) => before.get(job.id) !== visible(job));
      for (const job of changed) before.set(job.id, visible(job));
      if (format !== 'table') return await printAs(format, changed);
      for (const job of changed) printLine(changeLine(job));
      if (told !== undefined && told !== trouble) printLine(told);
      trouble = told;
    },
    room: () => undefined,
    end: () => undefined,
  };
}

function visible(job: RecordedJob): string {
  const { state, status, cause, verdict, outOfSightSince, vendorJobId } = job;
  return JSON.stringify([state, status, cause, verdict, outOfSightSince, vendorJobId, percentOf(job)]);
}

function changeLine(job: RecordedJob): string {
  const percent = percentOf(job);
  const parts = [
    stateWords(job) ?? 'not started yet',
    percent === undefined ? undefined : `${percent} %`,
    job.vendorJobId && `as ${plain(job.vendorJobId)}`,
    job.outOfSightSince && `out of sight since ${job.outOfSightSince}`,
    (job.verdict ?? job.cause) && `stop: ${job.verdict ?? 'unconfirmed'}`,
  ];
  return `${new Date().toISOString()}  ${job.id}: ${parts.filter(Boolean).join(', ')}`;
}
