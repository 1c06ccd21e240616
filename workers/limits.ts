import type { pino } from 'pino';
import { type Endpoint, lookTimeoutMs } from '../vendors/endpoint.ts';
import { limitWarnings, toldLimits } from '../vendors/limit-warnings.ts';
import { VENDORS } from '../vendors/registry.ts';

/** Logs where the configuration allows more than the vendor does. Nothing waits for it, and it fails nothing. */
export async function warnOfLimits(
  endpoints: Iterable<Endpoint>,
  log: Pick<pino.Logger, 'warn'>,
  draining: AbortSignal,
): Promise<void> {
  await Promise.allSettled([...endpoints].map((endpoint) => warnOfEndpoint(endpoint, log, draining)));
}

async function warnOfEndpoint(endpoint: Endpoint, log: Pick<pino.Logger, 'warn'>, draining: AbortSignal) {
  const { name, vendor, vendorName, settings } = endpoint;
  const signal = AbortSignal.any([draining, AbortSignal.timeout(lookTimeoutMs(settings))]);
  const told = await toldLimits(vendor, signal);
  for (const { message, ...warning } of limitWarnings(settings, VENDORS[vendorName], told))
    log.warn({ endpoint: name, ...warning }, message);
}
