import type { Client } from '@temporalio/client';
import type { Outcome } from '../contract/job.ts';
import type { ExtendAnswer, SteerAnswer, StopAnswer } from '../contract/messages.ts';
import type { ConfirmOptions } from './confirm-within.ts';
import type { Existing } from './existing.ts';
import { type ExtendOptions, extendJob } from './extend.ts';
import { getJob, type JobSnapshot, type RecordedJob, recordedJob } from './get-job.ts';
import { type ResolveOptions, resolveJob } from './resolve.ts';
import { awaitResult } from './result.ts';
import { steerJob } from './steer.ts';
import { type StopOptions, stopJob } from './stop.ts';
import { readTimeline } from './timeline.ts';
import type { TimelineStep } from './timeline-teller.ts';
import { type WatchOptions, watchJob } from './watch.ts';

/** A job to look at, wait for, extend or stop. Making one asks nothing: the first call finds out whether the job is there. */
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

  /** What Temporal has on record, and the last words of what is under way: one call, and the workflow is not asked. */
  record(): Promise<RecordedJob> {
    return recordedJob(this.#client, this.id);
  }

  /** What happened to the job and how long each step took, from its history: one fetch, and no worker is asked. */
  async timeline(runId?: string): Promise<TimelineStep[]> {
    return await readTimeline(this.#client, this.id, runId);
  }

  /**
   * Waits for the end. Throws `JobError` for a job that did not succeed.
   *
   * @param options.signal ends the waiting, not the job; without it, it lasts as long as the job
   */
  result(options: { signal?: AbortSignal } = {}): Promise<Outcome> {
    return awaitResult(this.#client, this.id, options.signal);
  }

  /**
   * How the job stands, now and at each change, to its end: the last one is the closed job, however it ended. Leaving the
   * loop ends the watching, not the job.
   *
   * ```ts
   * for await (const { state, view } of job.watch()) console.log(state, view?.reading?.percent);
   * ```
   */
  watch(options: WatchOptions = {}): AsyncGenerator<JobSnapshot, void, undefined> {
    return watchJob(this.#client, this.id, options);
  }

  /** Stops the job, and answers how the stop ended. For a closed job: how it had ended. */
  stop(options: StopOptions = {}): Promise<StopAnswer> {
    return stopJob(this.#client, this.id, options);
  }

  /**
   * Goes on with a job that ended as `StartAmbiguous`: takes over the vendor job that its start has made, or starts again.
   * Throws `NotAmbiguous` for every other job.
   */
  resolve(options: ResolveOptions): Promise<void> {
    return resolveJob(this.#client, this.id, options);
  }

  /**
   * Moves the job's expiry, and answers where it is now. Throws `ExtendFailed` for a job that is over or being stopped,
   * whose time was up, or that has no expiry; `InvalidRequest` for a wrong `extendBy`.
   *
   * @param extendBy a duration such as `'30 minutes'`, added to the present expiry, or `'never'`, which takes it away
   */
  extend(extendBy: string, options: ExtendOptions = {}): Promise<ExtendAnswer> {
    return extendJob(this.#client, this.id, extendBy, options);
  }

  /**
   * Suspends the job, where its vendor can. The answer says what the vendor replied, and in `note` what that means there;
   * the job is watched on, its expiry too, and its state comes from the next look.
   */
  suspend(options: ConfirmOptions = {}): Promise<SteerAnswer> {
    return steerJob(this.#client, this.id, 'suspend', options);
  }

  /** Resumes a suspended job, where its vendor can. */
  resume(options: ConfirmOptions = {}): Promise<SteerAnswer> {
    return steerJob(this.#client, this.id, 'resume', options);
  }
}
