import { setTimeout as delay } from 'node:timers/promises';
import type { JobHandle, JobSnapshot, Outcome } from '../client/index.ts';

const FIRST_MS = 1_000;
const GREATEST_MS = 10_000;

export interface FollowOptions {
  signal: AbortSignal;
  /** May be asynchronous; answers false when it has heard enough. */
  tell: (snapshot: JobSnapshot) => unknown;
}

/** Waits for the job's end and tells how it stands meanwhile, less and less often. */
export async function follow(job: JobHandle, { signal, tell }: FollowOptions): Promise<Outcome> {
  const over = new AbortController();
  const watching = tellSnapshots(job, tell, AbortSignal.any([signal, over.signal]));
  try {
    return await job.result({ signal });
  } finally {
    over.abort();
    await watching;
  }
}

async function tellSnapshots(job: JobHandle, tell: FollowOptions['tell'], signal: AbortSignal): Promise<void> {
  for (let waitMs = FIRST_MS; !signal.aborted; waitMs = Math.min(GREATEST_MS, waitMs * 1.5)) {
    try {
      const snapshot = await job.get();
      if (!signal.aborted && (await tell(snapshot)) === false) return;
      await delay(waitMs, undefined, { signal });
    } catch {
      // Aborted, or Temporal is away: then the waiting for the result says so.
      await delay(FIRST_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
