import { setTimeout as pause } from 'node:timers/promises';
import { startTimeSkipping, type TimeSkipping } from '../harness/time-skipping.ts';
import type { Plan } from './plan.ts';
import { type Run, runPlans } from './run-plans.ts';
import type { Product } from './workers.ts';

/** A server must answer within five seconds of its start, which a busy machine does not always manage. */
const TRIES = 6;
/** Many sequences take half a minute at most. */
const MOST_MS = 180_000;

/** One server after the other: each serves until it had to be helped. */
export class Servers {
  readonly #path: string;
  #lab: TimeSkipping | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async run(product: Product, plans: readonly Plan[]): Promise<Run[]> {
    this.#lab ??= await start(this.#path);
    const runs = await Promise.race([runPlans(this.#lab, product, plans), pause(MOST_MS, undefined, { ref: false })]);
    if (runs === undefined) throw new Error('the test server has stopped answering: nothing is shown by this run');
    if (runs.some(({ forced, closed }) => forced || closed === undefined)) await this.close();
    return runs;
  }

  async close(): Promise<void> {
    const lab = this.#lab;
    this.#lab = undefined;
    await lab?.environment.teardown();
  }
}

async function start(path: string, tries = TRIES): Promise<TimeSkipping> {
  try {
    return await startTimeSkipping(path);
  } catch (error) {
    if (tries <= 1 || !String(error).includes('did not start within')) throw error;
    return await start(path, tries - 1);
  }
}
