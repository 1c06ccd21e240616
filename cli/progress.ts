import type { JobSnapshot, RecordedJob } from '../client/index.ts';
import { formatDuration } from '../contract/duration.ts';

const BAR_WIDTH = 16;

/**
 * How far the vendor says that the job is, 0 to 100. The activity that waits for news has the newest: its last look's words,
 * as `RUNNING 40 %: copying`. A job of a vendor that tells no percent has none.
 */
export function percentOf(job: RecordedJob & Pick<Partial<JobSnapshot>, 'view'>): number | undefined {
  if (job.closedAt !== undefined) return job.outcome?.state === 'succeeded' ? 100 : job.outcome?.reading?.percent;
  const seen = job.pending.map(({ message = '' }) => / (\d{1,3}(?:\.\d+)?) %(?::|$)/.exec(message)?.[1]);
  const last = seen.filter((text) => text !== undefined).at(-1);
  const percent = last === undefined ? job.view?.reading?.percent : Number(last);
  return percent === undefined ? undefined : Math.min(100, percent);
}

/** `████░░░░  25 %`; always equally wide. */
export function barOf(percent: number): string {
  // Full only when it is: a bar that looks done and is not is a lie.
  const full = percent >= 100 ? BAR_WIDTH : Math.floor((percent / 100) * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${String(Math.floor(percent)).padStart(3)} %`;
}

interface Seen {
  percent: number;
  atMs: number;
}

/** When jobs may be done, by how fast their percent has grown. Remembers what it saw of each job first. */
export class Estimates {
  readonly #first = new Map<string, Seen>();

  /**
   * Milliseconds until the job may be over; undefined where nothing can be said. By the pace that was seen here, and until
   * there is one, by that since the job's start, its time in the vendor's queue included.
   */
  untilDoneMs(
    { id, startedAt }: Pick<RecordedJob, 'id' | 'startedAt'>,
    percent: number,
    nowMs: number,
  ): number | undefined {
    const first = this.#first.get(id) ?? { percent, atMs: nowMs };
    this.#first.set(id, first);
    // A vendor may begin a new phase at 0: then the pace before says nothing.
    if (percent < first.percent) this.#first.set(id, { percent, atMs: nowMs });
    const from = percent > first.percent ? first : { percent: 0, atMs: Date.parse(startedAt) };
    const grown = percent - from.percent;
    if (grown <= 0 || percent >= 100) return undefined;
    return Math.max(0, ((nowMs - from.atMs) / grown) * (100 - percent));
  }
}

export function etaWords(untilDoneMs: number | undefined): string | undefined {
  return untilDoneMs === undefined ? undefined : `about ${formatDuration(untilDoneMs)}`;
}
