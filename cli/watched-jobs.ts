import type { JobRecord, ListOptions, RecordedJob, Reeve } from '../client/index.ts';

/** What is needed of the client. */
export type Listing = Pick<Reeve, 'list' | 'count' | 'job'>;

/** So many calls at once. */
const AT_ONCE = 50;

export interface Watched {
  /** Newest first. */
  jobs: RecordedJob[];
  /** How many there are: more than `jobs` where the filter's limit was reached. */
  total: number;
}

/** The jobs that a filter has shown since the watching began, each as it stands now: one that is over stays. */
export class WatchedJobs {
  readonly #reeve: Listing;
  readonly #filter: ListOptions;
  #jobs = new Map<string, RecordedJob>();

  constructor(reeve: Listing, filter: ListOptions) {
    this.#reeve = reeve;
    this.#filter = filter;
  }

  /**
   * One list, and a call for each of the newest `most` jobs that run, for their percent: of others the list itself tells
   * the state. One that has left the list is asked for in any case, as nothing else tells how it ended.
   */
  async look(most = Number.POSITIVE_INFINITY): Promise<Watched> {
    const listed = (await this.#reeve.list(this.#filter)).map(unlooked);
    const isCut = listed.length === this.#filter.limit;
    const count = isCut ? await this.#reeve.count(this.#filter) : 0;
    const ids = new Set(listed.map(({ id }) => id));
    const all = [...listed, ...[...this.#jobs.values()].filter(({ id }) => !ids.has(id))];
    all.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    const open = all.filter(({ closedAt }) => closedAt === undefined);
    const wanted = open.filter(({ id }, at) => at < most || !ids.has(id));
    this.#jobs = new Map(all.map((job) => [job.id, job]));
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const looked = await Promise.all(wanted.slice(at, at + AT_ONCE).map((job) => this.#lookAt(job)));
      for (const job of looked) this.#jobs.set(job.id, job);
    }
    return { jobs: [...this.#jobs.values()], total: Math.max(count, all.length) };
  }

  /** A job that its namespace has forgotten since stays as it was. */
  #lookAt(job: RecordedJob): Promise<RecordedJob> {
    return this.#reeve
      .job(job.id)
      .record()
      .catch((error: unknown) => {
        if (Error.isError(error) && error.name === 'UnknownJob') return job;
        throw error;
      });
  }
}

function unlooked(job: JobRecord): RecordedJob {
  return { ...job, pending: [] };
}
