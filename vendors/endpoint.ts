import { readFileSync } from 'node:fs';
import type { Handle, Reading } from '../contract/job.ts';
import type { CancelAsk, CancelReply, Capabilities, Vendor } from '../contract/vendor.ts';
import { batched } from './batches.ts';
import type { EndpointConfiguration } from './configuration.ts';
import { endpointUrl } from './endpoint-url.ts';
import { Gate } from './gate.ts';
import { createHttp, type HttpSettings } from './http.ts';
import type { VendorName } from './params.ts';
import { VENDORS } from './registry.ts';
import { hideSecrets } from './secrets.ts';
import type { VendorModule } from './vendor-module.ts';

/** How long the first of several looks, or cancels, waits for others to go with it. */
const GATHER_LOOKS_MS = 25;
const GATHER_CANCELS_MS = 250;

/** One endpoint at work in this process: the vendor behind its gate, with looks and cancels in batches. */
export interface Endpoint {
  name: string;
  vendorName: VendorName;
  capabilities: Capabilities;
  vendor: Vendor;
  settings: EndpointConfiguration;
  /** Whether a call would go out at once: for those that can do without. */
  hasRoom(): boolean;
  look(handle: Handle): Promise<Reading>;
  cancel(ask: CancelAsk): Promise<CancelReply>;
  close(): Promise<void>;
}

/** `module`: another than the registry's, for the tests that show what a lying vendor would be caught by. */
export function createEndpoint(
  name: string,
  settings: EndpointConfiguration,
  onExchange?: HttpSettings['onExchange'],
  module: VendorModule = VENDORS[settings.vendor],
): Endpoint {
  const { limits } = settings;
  const share = (most: number) => Math.max(1, Math.floor(most / limits.workers));
  const perSecond = limits.requestsPerSecond ?? module.requestsPerSecond;
  const gate = new Gate({
    ...windowFor(perSecond, limits.workers),
    concurrentRequests: share(limits.concurrentRequests),
    maxHoldMs: limits.maxHold,
  });
  const url = endpointUrl(settings, module);
  const http = createHttp(
    {
      endpoint: name,
      url,
      ca: settings.ca === undefined ? undefined : readFileSync(settings.ca, 'utf8'),
      timeoutMs: settings.timeout,
      sessions: share(limits.sessions),
      onExchange,
    },
    gate,
  );
  const { credentials } = settings;
  const vendor = hideSecrets(module.create({ name, url, credentials, settings: settings.own, http }), credentials);
  const { capabilities } = module;
  // A batch serves many jobs: no single one's giving up may abort it, only the time that the process gives a look.
  const context = () => ({ signal: AbortSignal.timeout(lookTimeoutMs(settings)) });
  return {
    name,
    vendorName: settings.vendor,
    capabilities,
    vendor,
    settings,
    hasRoom: () => gate.hasRoom(),
    look: batched({ most: capabilities.looksInOneCall, gatherMs: GATHER_LOOKS_MS }, (handles: readonly Handle[]) =>
      vendor.look(handles, context()),
    ),
    cancel: batched(
      { most: capabilities.cancelsInOneCall, gatherMs: GATHER_CANCELS_MS },
      (asks: readonly CancelAsk[]) => vendor.cancel(asks, context()),
    ),
    close: () => http.close(),
  };
}

/** One look, its wait at the gate included. */
export function lookTimeoutMs(settings: EndpointConfiguration): number {
  return settings.timeout * 2;
}

/** A worker's part of the rate, in whole calls: a part below one call a second is one call in a longer window. */
function windowFor(
  perSecond: number | undefined,
  workers: number,
): { requestsPerWindow: number | undefined; windowMs: number } {
  if (perSecond === undefined) return { requestsPerWindow: undefined, windowMs: 1_000 };
  const mine = perSecond / workers;
  return mine >= 1
    ? { requestsPerWindow: Math.floor(mine), windowMs: 1_000 }
    : { requestsPerWindow: 1, windowMs: Math.ceil(1_000 / mine) };
}
