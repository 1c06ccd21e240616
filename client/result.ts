import { type Client, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Outcome } from '../contract/job.ts';
import { untilResult } from './call.ts';
import { describeJob, isNotFound } from './describe.ts';
import { JobError, UnknownJob } from './errors.ts';
import { readRecord } from './record.ts';
import { isUnreachable, unreachable } from './unreachable.ts';

/** Waits for the job's end and answers how it succeeded; throws `JobError` for every other end. */
export async function awaitResult(client: Client, jobId: string, signal?: AbortSignal): Promise<Outcome> {
  try {
    return await untilResult<Outcome>(client, jobId, signal);
  } catch (error) {
    throw await explain(client, jobId, error);
  }
}

/** Waits for the job's end, whichever it is. */
export async function awaitClose(client: Client, jobId: string, signal: AbortSignal): Promise<void> {
  try {
    await awaitResult(client, jobId, signal);
  } catch (error) {
    if (!(error instanceof JobError)) throw error;
  }
}

/** Why a closed job did not succeed; undefined for one that did. */
export async function endOf(client: Client, jobId: string): Promise<JobError | undefined> {
  try {
    await awaitResult(client, jobId, AbortSignal.timeout(15_000));
    return undefined;
  } catch (error) {
    if (error instanceof JobError) return error;
    throw error;
  }
}

async function explain(client: Client, jobId: string, error: unknown): Promise<unknown> {
  if (isNotFound(error)) return new UnknownJob(jobId, client.options.namespace);
  if (isUnreachable(error)) return unreachable(error, `(namespace ${client.options.namespace})`);
  if (!(error instanceof WorkflowFailedError)) return error;
  if (error.cause instanceof ApplicationFailure) return fromFailure(jobId, error.cause, await onRecord(client, jobId));
  return withoutFailure(jobId, await onRecord(client, jobId));
}

type Closed = { status: string; outcome: Outcome | undefined };

async function onRecord(client: Client, jobId: string): Promise<Closed> {
  const { status, outcome } = readRecord(await describeJob(client, jobId));
  return { status, outcome };
}

function fromFailure(jobId: string, failure: ApplicationFailure, closed: Closed): JobError {
  const outcome = (failure.details?.[0] as Outcome | null | undefined) ?? closed.outcome;
  return new JobError(jobId, failure.type ?? 'Failed', failure.message, outcome);
}

/** Canceled carries no failure of ours; ended from outside, the workflow could not say anything. */
function withoutFailure(jobId: string, { status, outcome }: Closed): JobError {
  if (status === 'CANCELLED') return new JobError(jobId, 'Canceled', outcome?.message ?? 'stopped on request', outcome);
  const type = status === 'TERMINATED' ? 'Terminated' : 'TimedOut';
  const words = `the workflow was ended from outside (${type}); the vendor's job may run on`;
  return new JobError(jobId, type, words, outcome);
}
