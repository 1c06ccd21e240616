import { activityInfo } from '@temporalio/activity';

/** Looks come at most this much earlier or later than planned, so that jobs started together drift apart. */
const JITTER = 0.1;

/**
 * Milliseconds until the next look: a quarter of the time waited so far, between the two bounds. Both times are the
 * server's own, so that no two clocks are compared.
 */
export function untilNextLookMs(leastMs: number, greatestMs: number): number {
  const { currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activityInfo();
  const waited = Math.max(0, currentAttemptScheduledTimestampMs - scheduledTimestampMs);
  return jittered(Math.min(greatestMs, Math.max(leastMs, waited / 4)));
}

/** A little more or less. */
export function jittered(ms: number): number {
  return ms * (1 - JITTER + 2 * JITTER * Math.random());
}
