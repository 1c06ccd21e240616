import { VendorError } from '../contract/vendor-error.ts';

/** Waits for a log-in that others wait for too. */
export function waitForLogin<T>(endpoint: string, shared: Promise<T>, signal: AbortSignal): Promise<T> {
  return waitForShared({ endpoint, what: 'a log-in', shared }, signal);
}

/**
 * Waits for what others wait for too; giving up takes nothing from them. Who gives up has not sent its own call yet, so
 * nothing was accepted.
 */
export async function waitForShared<T>(
  { endpoint, what, shared }: { endpoint: string; what: string; shared: Promise<T> },
  signal: AbortSignal,
): Promise<T> {
  const gaveUp = Promise.withResolvers<never>();
  const giveUp = () =>
    gaveUp.reject(new VendorError('Unavailable', `${endpoint}: gave up waiting for ${what}; the call was not made`));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([gaveUp.promise, shared]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
