import type { Client } from '@temporalio/client';
import type { JobRequest } from '../contract/job.ts';
import type { ReclaimReport, ReclaimRequest } from '../contract/reclaim.ts';
import { type ConnectOptions, connect } from './connection.ts';
import { JobHandle } from './job-handle.ts';
import { jobIdFrom } from './job-id.ts';
import { countJobs, type ListOptions, listJobs } from './list.ts';
import { reclaimEndpoint } from './reclaim.ts';
import type { JobRecord } from './record.ts';
import { Schedules } from './schedules.ts';
import { type SetupOptions, type SetupReport, setUp } from './setup.ts';
import { startJob } from './start.ts';
import { type TypedRequest, withoutVendor } from './typed-request.ts';

/**
 * Reeve for other programs.
 *
 * ```ts
 * await using reeve = await Reeve.connect();
 * const job = await reeve.start({ endpoint: 'prime-lab', operation: 'deploy-template', params, expiresIn: '2h', key: 'CHG-1' });
 * const outcome = await job.result();
 * ```
 */
export class Reeve implements AsyncDisposable {
  /** Temporal's own client, for what Reeve has no words for. */
  readonly client: Client;
  /** Schedules that start jobs. */
  readonly schedules: Schedules;
  readonly #isOurs: boolean;

  private constructor(client: Client, isOurs: boolean) {
    this.client = client;
    this.schedules = new Schedules(client);
    this.#isOurs = isOurs;
  }

  /** Connects by environment or profile, as Temporal's own tools do. Throws `TemporalUnreachable`. */
  static async connect(options: ConnectOptions = {}): Promise<Reeve> {
    return new Reeve(options.client ?? (await connect(options)), options.client === undefined);
  }

  /**
   * Starts a job. The same key with the same request gives the first job back, with `existing` set. The compiler checks
   * the parameters by the operation's name.
   *
   * Throws `InvalidRequest`, `KeyConflict`, `NamespaceNotPrepared` or `TemporalUnreachable`. What the compiler cannot see,
   * such as an endpoint of another vendor, ends the job as `InvalidRequest` before anything is sent.
   */
  start(request: TypedRequest): Promise<JobHandle> {
    return this.startUntyped(withoutVendor(request));
  }

  /** The same for a request that comes from outside the program: its parameters are checked in the worker alone. */
  async startUntyped(request: JobRequest): Promise<JobHandle> {
    const { id, existing } = await startJob(this.client, request);
    return new JobHandle(this.client, id, existing);
  }

  /** A job by its workflow id, or by `<endpoint>/<key>`. */
  job(id: string): JobHandle {
    return new JobHandle(this.client, jobIdFrom(id));
  }

  /** Jobs, newest first. */
  list(options: ListOptions = {}): Promise<JobRecord[]> {
    return listJobs(this.client, options);
  }

  /** How many jobs there are, whatever the limit. */
  count(options: ListOptions = {}): Promise<number> {
    return countJobs(this.client, options);
  }

  /** Prepares the namespace: search attributes and reclaim schedules. May be repeated. */
  setUp(options: SetupOptions): Promise<SetupReport> {
    return setUp(this.client, options);
  }

  /**
   * One pass over an endpoint: lists the vendor jobs whose workflow was terminated or timed out, and stops them. Joins a
   * pass that was asked for and runs already.
   */
  reclaim(request: ReclaimRequest, options: { signal?: AbortSignal } = {}): Promise<ReclaimReport> {
    return reclaimEndpoint(this.client, request, options.signal);
  }

  /** Closes the connection that `connect` opened. */
  async close(): Promise<void> {
    if (this.#isOurs) await this.client.connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
