import { readFile } from 'node:fs/promises';
import type { ReeveProcess } from '../harness/end-to-end-process.ts';
import { until } from '../harness/end-to-end-until.ts';
import { preloading } from '../harness/preloading.ts';

/** Of a worker that is to be held, blocked or filled: see test/harness/kill-points.ts. */
export const PRELOAD = preloading('kill-points');

export interface Hold {
  /** The calls that stand at the point, each as `METHOD path body`. */
  held(): Promise<string[]>;
  /** Waits until so many calls stand there. */
  untilHeld(count: number, withinMs?: number): Promise<void>;
  /** Kills it with -9, and answers when that was. */
  kill(): Promise<number>;
}

export async function startHolding(
  startWorker: (env: NodeJS.ProcessEnv) => Promise<ReeveProcess>,
  { at, log }: { at: string; log: string },
): Promise<ReeveProcess & Hold> {
  const worker = await startWorker({ ...PRELOAD, REEVE_HOLD_AT: at, REEVE_HOLD_LOG: log });
  const held = async () => {
    const text = await readFile(log, 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as string]));
  };
  return {
    ...worker,
    held,
    async untilHeld(count, withinMs) {
      const isThere = async () => (await held()).length >= count || undefined;
      await until(`${count} calls are held at "${at}"`, isThere, held, withinMs);
    },
    kill: () => killed(worker),
  };
}

/** Kills a process with -9, and answers when that was. */
export async function killed(worker: ReeveProcess): Promise<number> {
  const at = Date.now();
  worker.signal('SIGKILL');
  await worker.exited;
  return at;
}

/** Ends everything that was started, last one first, whatever fails. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  async run(): Promise<void> {
    const failed: unknown[] = [];
    for (const step of this.#steps.splice(0)) await step().catch((error) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, 'the lab did not end cleanly');
  }
}
