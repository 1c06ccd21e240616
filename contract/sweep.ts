import type { State } from './job.ts';

/** Name on the wire of the workflow that looks at all running jobs of an endpoint. */
export const SWEEP = 'sweepEndpoint';

/** One sweeper for each endpoint, by its workflow id. */
export function sweepId(endpoint: string): string {
  return `sweep/${endpoint}`;
}

/** Argument of the workflow `sweepEndpoint`, and of its activity. Durations are milliseconds. */
export interface SweepRequest {
  endpoint: string;
  /** Ends when there was no running job for so long. Default 1 minute. */
  idleAfterMs?: number;
  /** Goes on as a new run after this time, so that its history stays short. Default 6 hours. */
  renewAfterMs?: number;
}

/** Why a sweeper has come to its end. `renew`: it goes on as a new run. `off`: the endpoint is not swept any more. */
export type SweepEnd = 'idle' | 'renew' | 'off';

/** What a sweeper's heartbeats carry. */
export interface SweepPulse {
  /** How many lists and vendor calls it has come through since it began or moved. */
  steps: number;
  /** True where it has seen no running job for so long that it may end before it sees another one. */
  ending: boolean;
  /** True where people have been told of a job that it is not seen: whoever takes over tells them when it is. */
  failing: boolean;
}

/** What a sweeper leaves for people in the heartbeat of a job's parked activity, when it has changed. */
export interface SweptWords {
  /** The vendor's words and how far the job is, or since when it is not seen, and why. */
  seen: string;
  /** Type of the error by which the last looks have failed; undefined where the last one has seen the job. */
  failure?: string;
}

/** The activity id says what was known when it was asked: whoever completes it from outside knows what is news. */
export function awaitActivityId(known: State): string {
  return `await-${known}`;
}
