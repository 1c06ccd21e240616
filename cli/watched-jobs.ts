import type { JobRecord, ListOptions, RecordedJob, Reeve } from '../client/index.ts';

/** So many running jobs are looked at one by one, for their percent; of others the list itself tells the state. */
const MOST_LOOKED_AT = 50;

/** The jobs that a filter has shown since the watching began, each as it stands now: one that is over stays. */
export class WatchedJobs {
  readonly #reeve: Pick<Reeve, 'list' | 'job'>;
  readonly #filter: ListOptions;
  #jobs = new Map<string, RecordedJob>();

  constructor(reeve: Pick<Reeve, 'list' | 'job'>, filter: ListOptions) {
    this.#reeve = reeve;
    this.#filter = filter;
  }

  /** Newest first. One list, and a call for each job that runs or has just left the list. */
  async look(): Promise<RecordedJob[]> {
    const listed = (await this.#reeve.list(this.#filter)).map(unlooked);
    const ids = new Set(listed.map(({ id }) => id));
    const left = [...this.#jobs.values()].filter(({ id }) => !ids.has(id));
    const all = [...listed, ...left];
    const running = new Set(all.filter(({ closedAt }) => closedAt === undefined).slice(0, MOST_LOOKED_AT));
    const looked = await Promise.all(all.map((job) => (running.has(job) ? this.#lookAt(job) : job)));
    looked.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    this.#jobs = new Map(looked.map((job) => [job.id, job]));
    return looked;
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
