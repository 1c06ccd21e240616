import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { NOT_YET } from '../contract/failures.ts';
import { isNotAccepted, VendorError } from '../contract/vendor-error.ts';

/** Temporal fails an activity for good whose next delay is zero. */
const LEAST_DELAY_MS = 1_000;

/**
 * A failure that leaves a call that changes something: a start, a suspend. Temporal may retry it only where the attempt
 * itself says that nothing was accepted; every other error, unknown ones included, comes back to the workflow. After a
 * start it then looks for what was started.
 */
export function changeFailure(error: unknown): ApplicationFailure {
  if (!(error instanceof VendorError)) {
    const message = `unexpected error in a changing call: ${error instanceof Error ? error.message : String(error)}`;
    return ApplicationFailure.create({ message, type: 'AnswerLost', nonRetryable: true });
  }
  const retryable = isNotAccepted(error.type);
  return ApplicationFailure.create({
    message: error.message,
    // An answer that cannot be read is no refusal.
    type: error.type === 'UnexpectedResponse' ? 'AnswerLost' : error.type,
    nonRetryable: !retryable,
    ...(retryable && error.retryAfterMs !== undefined && { nextRetryDelay: clamp(error.retryAfterMs) }),
  });
}

/** A failed call of something that is repeated without limit: a look, a find, a cancel. */
export function retryFailure(error: unknown, delayMs?: number): ApplicationFailure {
  const { type, retryAfterMs } = error instanceof VendorError ? error : { type: 'Error', retryAfterMs: undefined };
  const delay = Math.max(delayMs ?? 0, retryAfterMs ?? 0);
  return ApplicationFailure.create({
    message: error instanceof Error ? error.message : String(error),
    type,
    ...(delay > 0 && { nextRetryDelay: clamp(delay) }),
  });
}

/** Nothing new: look again later. Not an error, so it is logged and counted as none. */
export function notYet(message: string, delayMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: NOT_YET,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: clamp(delayMs),
  });
}

function clamp(ms: number): number {
  return Math.max(LEAST_DELAY_MS, Math.round(ms));
}
