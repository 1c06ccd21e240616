import type { JobSnapshot } from '../client/index.ts';
import { statusLine } from './job-lines.ts';
import { barOf, Estimates, etaWords, percentOf } from './progress.ts';

/** Tells how one job stands: a line written over, with its progress, on a terminal; a new line for each change elsewhere. */
export interface LiveLine {
  show(job: JobSnapshot): void;
  /** Leaves what was shown last. */
  done(): void;
}

/** @param stream standard error, so that standard output has only results */
export async function createLiveLine(stream: NodeJS.WriteStream): Promise<LiveLine> {
  if (!stream.isTTY) return changeLines(stream);
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream);
  const estimates = new Estimates();
  return {
    show: (job) => update([progressLine(job, estimates, Date.now()), statusLine(job)].filter(Boolean).join('\n')),
    done: () => update.done(),
  };
}

function changeLines(stream: NodeJS.WritableStream): LiveLine {
  let last = '';
  const show = (job: JobSnapshot) => {
    const line = statusLine(job);
    if (line !== last) stream.write(`${line}\n`);
    last = line;
  };
  return { show, done: () => undefined };
}

/** `████░░░░  25 %, about 3 min left`; nothing for a job whose vendor tells no percent. */
export function progressLine(job: JobSnapshot, estimates: Estimates, nowMs: number): string | undefined {
  const percent = percentOf(job);
  if (percent === undefined) return undefined;
  const eta = job.closedAt === undefined ? etaWords(estimates.untilDoneMs(job, percent, nowMs)) : undefined;
  return eta === undefined ? barOf(percent) : `${barOf(percent)}, ${eta} left`;
}
