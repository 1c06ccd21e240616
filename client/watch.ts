import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { getJob, type JobSnapshot } from './get-job.ts';
import { isClosed } from './record.ts';
import { awaitClose } from './result.ts';

export interface WatchOptions {
  /** Ends the watching with the signal's reason, and nothing else. */
  signal?: AbortSignal;
}

const FIRST_MS = 1_000;
const GREATEST_MS = 10_000;

/**
 * How the job stands, now and whenever that has changed; the last one is the closed job. Asks less and less often while
 * nothing changes, and hears of the end at once.
 */
export async function* watchJob(
  client: Client,
  jobId: string,
  options: WatchOptions = {},
): AsyncGenerator<JobSnapshot, void, undefined> {
  const left = new AbortController();
  const signal = options.signal === undefined ? left.signal : AbortSignal.any([options.signal, left.signal]);
  try {
    signal.throwIfAborted();
    let closing = heard(awaitClose(client, jobId, signal));
    let last = '';
    for (let waitMs = FIRST_MS; ; waitMs = Math.min(GREATEST_MS, waitMs * 1.5)) {
      const snapshot = await getJob(client, jobId);
      signal.throwIfAborted();
      const seen = visible(snapshot);
      if (seen !== last) {
        last = seen;
        waitMs = FIRST_MS;
        yield snapshot;
      }
      if (isClosed(snapshot)) return;
      const woken = await Promise.race([closing, delay(waitMs, 'waited' as const, { signal })]).catch((error) => {
        signal.throwIfAborted();
        throw error;
      });
      // A person may have settled an ambiguous start between the end and the look: then another run goes on.
      if (woken === 'closed') closing = heard(awaitClose(client, jobId, signal));
    }
  } finally {
    left.abort(new Error('nobody watches any more'));
  }
}

/** Its failure is told where it is waited for, and there alone. */
function heard(closing: Promise<void>): Promise<'closed'> {
  const told = closing.then(() => 'closed' as const);
  told.catch(() => undefined);
  return told;
}

/** What a watcher is told of: not when it was read, nor how often was looked. */
function visible({ historyLength, pending, view, ...rest }: JobSnapshot): string {
  const { reading, ...known } = view ?? {};
  const { readAt, ...seen } = reading ?? {};
  return JSON.stringify([rest, known, seen, pending.map(({ activity, message }) => [activity, message])]);
}
