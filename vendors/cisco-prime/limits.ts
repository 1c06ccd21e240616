import type { CallContext, VendorLimits } from '../../contract/vendor.ts';
import type { PrimeApi } from './api.ts';

/** The stricter of what our user and what all users together may do, as Prime itself says. */
export async function limits(api: PrimeApi, { signal }: CallContext): Promise<VendorLimits> {
  const told = await api.rateLimits({ kind: 'look', signal });
  const most = stricter(told.perUserThreshold, told.totalRequestThreshold);
  const windowMs = limitOf(told.windowSize);
  const concurrentRequests = stricter(told.maxConcurrentQueries, told.maxAllUserConcurrentQueries);
  return {
    ...(most !== undefined && windowMs !== undefined && { requests: { most, windowMs } }),
    ...(concurrentRequests !== undefined && { concurrentRequests }),
    source: 'rateService/rateLimits',
  };
}

function stricter(...texts: (string | undefined)[]): number | undefined {
  const known = texts.map(limitOf).filter((limit) => limit !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Prime says -1 where a limit is off. */
function limitOf(text: string | undefined): number | undefined {
  const limit = Number(text);
  return limit > 0 ? limit : undefined;
}
