import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { WatchTerms } from '../contract/activities.ts';
import type { JobRequest } from '../contract/job.ts';
import type { StartContext } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { type Endpoint, lookTimeoutMs } from '../vendors/endpoint.ts';
import type { ActivityDependencies } from './index.ts';
import { stampOf } from './stamp.ts';
import { sweepOf } from './sweep-terms.ts';

/** A worker serves only its own endpoints' queues, so a missing one is a mistake in its configuration. */
export function endpointOf({ endpoints }: ActivityDependencies, name: string): Endpoint {
  const endpoint = endpoints.get(name);
  if (endpoint !== undefined) return endpoint;
  throw new VendorError('Unavailable', `endpoint ${name} is not in this worker's configuration`);
}

/** What a timer of Node can hold. */
const GREATEST_TIMER_MS = 2 ** 31 - 1;

/** The call gives up shortly before the server does, so that it can still say whether it had sent anything. */
export function callSignal(): AbortSignal {
  const ms = activityInfo().startToCloseTimeoutMs;
  const timeout = AbortSignal.timeout(Math.min(GREATEST_TIMER_MS, Math.floor(ms - Math.min(5_000, ms / 5))));
  // Aborted when the worker shuts down and its grace is over: a request that waits at the gate is then surely not sent.
  return AbortSignal.any([timeout, cancellationSignal()]);
}

/** When this attempt was scheduled, by the server's clock: the only clock that all attempts of an activity share. */
export function attemptAtMs(): number {
  return activityInfo().currentAttemptScheduledTimestampMs;
}

/**
 * Temporal's clock now. The server's own time of this attempt's scheduling is safe from skew, but late by the time that
 * the attempt stood in its queue; so the later of the two is taken: a find must never begin too late.
 */
export function temporalNowMs(): number {
  return Math.max(attemptAtMs(), Date.now());
}

/** Temporal's clock, in an attempt that goes on: our own clock may be behind, but it runs as fast. */
function temporalClock(): () => number {
  const [beganAtMs, began] = [temporalNowMs(), performance.now()];
  return () => Math.max(Date.now(), beganAtMs + performance.now() - began);
}

/** @param workflowId the job that wants or wanted the start. Default: the one that this activity belongs to */
export function startContext(
  { installation }: ActivityDependencies,
  input: { request: JobRequest; firstExecutionRunId: string; intendedAtMs: number },
  workflowId?: string,
): StartContext {
  return {
    operation: input.request.operation,
    stamp: stampFor(installation, input.firstExecutionRunId, workflowId),
    intendedAtMs: input.intendedAtMs,
    nowMs: temporalClock(),
    signal: callSignal(),
  };
}

export function watchTerms(
  { installation }: ActivityDependencies,
  endpoint: Endpoint,
  firstExecutionRunId: string,
): WatchTerms {
  const sweep = sweepOf(endpoint);
  const { jobPage } = endpoint.settings;
  return {
    vendor: endpoint.vendorName,
    lookTimeoutMs: lookTimeoutMs(endpoint.settings),
    ...(sweep !== undefined && { parkMs: sweep.parkMs }),
    stamp: stampFor(installation, firstExecutionRunId),
    ...(jobPage !== undefined && { jobPage }),
  };
}

function stampFor(
  installation: string,
  firstExecutionRunId: string,
  workflowId = activityInfo().workflowExecution?.workflowId ?? '',
): string {
  return stampOf({ namespace: activityInfo().workflowNamespace ?? '', installation, workflowId, firstExecutionRunId });
}
