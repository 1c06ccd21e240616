import type { Client } from '@temporalio/client';
import { isOverdue, isUnreachable, unreachable } from './unreachable.ts';

export interface Limits {
  /** How long the call, with its retries, may take. @default 15000 */
  withinMs?: number;
  /** Ends the waiting with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Makes a call to Temporal that surely ends. Not being heard comes out as `TemporalUnreachable`. */
export async function call<T>(client: Client, work: () => Promise<T>, limits: Limits = {}): Promise<T> {
  try {
    return await bounded(client, work, limits);
  } catch (error) {
    throw isUnreachable(error) ? unreachable(error, `(namespace ${client.options.namespace})`) : error;
  }
}

/** The same with the SDK's own errors. */
export async function bounded<T>(client: Client, work: () => Promise<T>, limits: Limits = {}): Promise<T> {
  const { signal, withinMs = 15_000 } = limits;
  const timed = () => client.withDeadline(Date.now() + withinMs, work);
  if (signal === undefined) return await timed();
  signal.throwIfAborted();
  return await orAborted(client.withAbortSignal(signal, timed), signal);
}

/** One question is cut after this, so that an abort between two of the SDK's polls leaves nothing running for long. */
const ASK_AGAIN_MS = 60_000;

/** Waits as long as it takes for a workflow's result, asking again and again. An abort ends the waiting, not the workflow. */
export async function untilResult<T>(client: Client, workflowId: string, signal: AbortSignal | undefined): Promise<T> {
  for (;;) {
    try {
      const handle = client.workflow.getHandle(workflowId);
      return await bounded(client, () => handle.result() as Promise<T>, { withinMs: ASK_AGAIN_MS, signal });
    } catch (error) {
      if (!isOverdue(error)) throw error;
    }
  }
}

// The SDK's signal does nothing between two attempts or two polls of one call.
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
