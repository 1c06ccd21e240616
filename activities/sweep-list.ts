import type { Client } from '@temporalio/client';
import { type SweptJob, sweptJobs } from './sweep-jobs.ts';

/** Listing takes no more than this part of the time, however many jobs there are. */
const LIST_PART = 0.1;
/** And no more than this one while lists bring only what is known. */
const IDLE_LIST_PART = 0.02;

/** By the value of the numbers in it: job 999 stands beside job 1000. */
const BY_VALUE = new Intl.Collator('en', { numeric: true });

/** Told of each list that has come: handles that begin alike stand together. */
type Learn = (jobs: SweptJob[], begunAtMs: number) => void;

/** Lists an endpoint's running jobs, one list at a time. Passes go on meanwhile: a list of thousands takes seconds. */
export class JobList {
  readonly #client: Client;
  readonly #endpoint: string;
  readonly #nowMs: () => number;
  readonly #learn: Learn;
  #last = { begunAtMs: Number.NEGATIVE_INFINITY, tookMs: 0 };
  #underWay: Promise<void> | undefined;

  constructor(client: Client, endpoint: string, nowMs: () => number, learn: Learn) {
    this.#client = client;
    this.#endpoint = endpoint;
    this.#nowMs = nowMs;
    this.#learn = learn;
  }

  /**
   * Comes when the list has come that is under way, or begins now; at once where it is too early for one.
   * @param brings whether the last list has brought what nothing else tells
   */
  async refresh(brings = true): Promise<void> {
    if (this.#underWay === undefined) {
      const { begunAtMs, tookMs } = this.#last;
      if (this.#nowMs() < begunAtMs + tookMs / (brings ? LIST_PART : IDLE_LIST_PART)) return;
      this.#underWay = this.#list();
      // One that fails while nobody waits is for the next to ask, who gets the same promise.
      this.#underWay.catch(() => {});
    }
    await this.#underWay;
    this.#underWay = undefined;
  }

  async #list(): Promise<void> {
    const begunAtMs = this.#nowMs();
    const jobs = await sweptJobs(this.#client, this.#endpoint);
    this.#learn(inOrder(jobs), begunAtMs);
    this.#last = { begunAtMs, tookMs: this.#nowMs() - begunAtMs };
  }
}

/** Where a vendor's list is of one definition, or of a time, it is asked once for those that stand together. */
function inOrder(jobs: readonly SweptJob[]): SweptJob[] {
  const keyed = jobs.map((job) => ({ job, key: JSON.stringify(job.handle) }));
  return keyed.sort((a, b) => BY_VALUE.compare(a.key, b.key)).map(({ job }) => job);
}
