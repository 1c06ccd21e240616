import type { Client } from '@temporalio/client';
import type { Outcome } from '../contract/job.ts';
import type { StopAnswer } from '../contract/messages.ts';
import type { Existing } from './existing.ts';
import { getJob, type JobSnapshot } from './get-job.ts';
import { awaitResult } from './result.ts';
import { type StopOptions, stopJob } from './stop.ts';

/** A job to look at, wait for or stop. Making one asks nothing: the first call finds out whether the job is there. */
export class JobHandle {
  /** The workflow id. */
  readonly id: string;
  /** How the job stood that had the key already; absent where `start` started it. */
  readonly existing: Existing | undefined;
  readonly #client: Client;

  constructor(client: Client, id: string, existing?: Existing) {
    this.#client = client;
    this.id = id;
    this.existing = existing;
  }

  /** How the job stands now. Answers within seconds, from Temporal's record where no worker is alive. */
  get(): Promise<JobSnapshot> {
    return getJob(this.#client, this.id);
  }

  /**
   * Waits for the end. Throws `JobError` for a job that did not succeed.
   *
   * @param options.signal ends the waiting, not the job; without it, it lasts as long as the job
   */
  result(options: { signal?: AbortSignal } = {}): Promise<Outcome> {
    return awaitResult(this.#client, this.id, options.signal);
  }

  /** Stops the job, and answers how the stop ended. For a closed job: how it had ended. */
  stop(options: StopOptions = {}): Promise<StopAnswer> {
    return stopJob(this.#client, this.id, options);
  }
}
