import type { Vendor, VendorLimits } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { EndpointConfiguration } from './configuration.ts';
import type { VendorModule } from './vendor-module.ts';

/** A limit of the configuration that allows more than the vendor does. */
export interface LimitWarning {
  /** Below the endpoint, as in `reeve.yaml`. */
  field: string;
  /** Undefined where the configuration has no limit, and none is known. */
  configured: number | undefined;
  /** The most that stays within the vendor's limit. */
  allowed: number;
  message: string;
}

type Configured = Pick<EndpointConfiguration, 'limits'>;
type Known = Pick<VendorModule, 'requestsPerSecond' | 'concurrentRequests' | 'sessions'>;

/** What the vendor tells of its limits; undefined where it has no such read, or not for us: that fails nothing. */
export async function toldLimits(vendor: Vendor, signal: AbortSignal): Promise<VendorLimits | undefined> {
  try {
    return await vendor.limits?.({ signal });
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}

/** What the vendor tells counts, else what it is known for: an appliance's administrator can change its limits. */
export function limitWarnings({ limits }: Configured, known: Known, told: VendorLimits | undefined): LimitWarning[] {
  const { concurrentRequests, sessions, requestsPerSecond = known.requestsPerSecond } = limits;
  const source = told?.source ?? 'what this vendor is known for';
  const concurrent = told === undefined ? known.concurrentRequests : told.concurrentRequests;
  return [
    ...ofRate(requestsPerSecond, told === undefined ? inOneSecond(known.requestsPerSecond) : told.requests, source),
    ...ofCount('limits.concurrentRequests', concurrentRequests, concurrent, source),
    ...ofCount('limits.sessions', sessions, known.sessions, 'what this vendor is known for'),
  ];
}

function inOneSecond(most: number | undefined): VendorLimits['requests'] {
  return most === undefined ? undefined : { most, windowMs: 1_000 };
}

function ofRate(configured: number | undefined, limit: VendorLimits['requests'], source: string): LimitWarning[] {
  if (limit === undefined) return [];
  // Our window is a second: as many of them as touch the vendor's window must fit into it.
  const allowed = Math.floor((limit.most * 1_000) / Math.ceil(limit.windowMs / 1_000)) / 1_000;
  const inWindow = `${source}: ${limit.most} in ${limit.windowMs.toLocaleString('en-US')} ms`;
  return ofCount('limits.requestsPerSecond', configured, allowed, inWindow);
}

function ofCount(
  field: string,
  configured: number | undefined,
  allowed: number | undefined,
  source: string,
): LimitWarning[] {
  if (allowed === undefined || (configured !== undefined && configured <= allowed)) return [];
  const found = configured === undefined ? `${field} is not set` : `${field} is ${configured}`;
  return [{ field, configured, allowed, message: `${found}; the vendor allows ${allowed} (${source})` }];
}
