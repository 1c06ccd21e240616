import { VendorError } from '../../contract/vendor-error.ts';
import { allowedCancelUrl } from './cancel-url.ts';
import type { LxcaHandle } from './handle.ts';
import { type Callback, callbackShape } from './params.ts';

/** The endpoint as far as cancel URLs are concerned. */
export interface CallbackPlace {
  endpoint: string;
  url: URL;
  cancelOrigins: readonly string[];
}

function notAllowed(text: string): string {
  return `the cancel URL ${JSON.stringify(text)} leads neither to the endpoint nor to one of its cancelOrigins`;
}

/** Refuses a callback that leads elsewhere, before anything is sent. */
export function refuseForeign(callback: Callback | undefined, { endpoint, url, cancelOrigins }: CallbackPlace): void {
  if (callback === undefined) return;
  // The id can stand in a path or a query only: a host that depends on it would be another one each time.
  const filled = callback.cancelURL.replaceAll('{jobId}', '1');
  if (allowedCancelUrl(filled, url, cancelOrigins) !== undefined) return;
  throw new VendorError('InvalidRequest', `${endpoint}: ${notAllowed(callback.cancelURL)}`);
}

/** The callback as the handle keeps it, with the job's id in its places. */
export function keepCallback(jobId: string, callback: Callback | undefined): LxcaHandle {
  if (callback === undefined) return { jobId };
  const fill = (text: string) => text.replaceAll('{jobId}', jobId);
  const { cancelURL, cancelRESTMethod, cancelRESTBody } = callback;
  return {
    jobId,
    cancelURL: fill(cancelURL),
    cancelRESTMethod,
    ...(cancelRESTBody === undefined ? {} : { cancelRESTBody: fill(JSON.stringify(cancelRESTBody)) }),
  };
}

/**
 * The handle's callback as it may be sent now, undefined where it has none, or why it may not: a handle may be older
 * than the endpoint's configuration.
 */
export function useCallback(handle: LxcaHandle, place: CallbackPlace): Callback | undefined | { why: string } {
  const { cancelURL, cancelRESTMethod, cancelRESTBody } = handle;
  if (cancelURL === undefined) return undefined;
  const body = cancelRESTBody === undefined ? {} : { cancelRESTBody: parse(cancelRESTBody) };
  const callback = callbackShape.safeParse({ cancelURL, cancelRESTMethod, ...body }).data;
  if (callback === undefined) return { why: 'the way to cancel that was kept with the job cannot be used' };
  const allowed = allowedCancelUrl(cancelURL, place.url, place.cancelOrigins);
  return allowed === undefined ? { why: notAllowed(cancelURL) } : { ...callback, cancelURL: allowed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
