import { type Client, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import type { Asker } from '../contract/messages.ts';
import { bounded, type Limits } from './call.ts';
import { describeJob, isNotFound } from './describe.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';
import { isUnreachable, unreachable } from './unreachable.ts';

/** An update for a running job. */
export interface Ask<Argument extends Asker> {
  update: string;
  argument: Argument;
  /** Asked again with the same id, the same run gives the same answer and does nothing twice. @default a new one */
  updateId?: string | undefined;
}

export type Asked<Answer> =
  | { answer: Answer }
  /** The run had closed before the update came, or before it was answered. */
  | { closed: JobRecord }
  /** The job runs, and its workflow did not take the update. */
  | { failed: string }
  /** Nobody has answered in time; a worker that comes back may still carry it out. */
  | 'unanswered';

/** Sends an update and waits for its answer. Throws only where Temporal cannot be used, or `limits.signal` aborts. */
export async function askJob<Answer, Argument extends Asker>(
  client: Client,
  jobId: string,
  { update, argument, updateId }: Ask<Argument>,
  limits: Limits,
): Promise<Asked<Answer>> {
  const handle = client.workflow.getHandle(jobId);
  const options = { args: [argument] as [Argument], ...(updateId !== undefined && { updateId }) };
  try {
    return { answer: await bounded(client, () => handle.executeUpdate<Answer, [Argument]>(update, options), limits) };
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'unanswered';
    if (isUnreachable(error)) throw unreachable(error, `(namespace ${client.options.namespace})`);
    const isFailed = error instanceof WorkflowUpdateFailedError;
    if (!isNotFound(error) && !isFailed) throw error;
    const record = readRecord(await describeJob(client, jobId));
    if (isClosed(record)) return { closed: record };
    return { failed: (isFailed && error.cause?.message) || 'its workflow did not know the update' };
  }
}

/** Who asks and why, as it is sent. */
export function askerOf({ by, reason }: Asker): Asker {
  return { ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) };
}
