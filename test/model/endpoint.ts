import { createHash } from 'node:crypto';
import type { Handle } from '../../contract/job.ts';
import type { CancelAsk } from '../../contract/vendor.ts';
import type { Endpoint } from '../../vendors/endpoint.ts';
import { endpointSettings } from '../../vendors/endpoint-settings.ts';
import { reading, scriptedEndpoint } from '../harness/scripted-endpoint.ts';
import type { ModelVendor } from './vendor.ts';

/** All sequences share two endpoints: one whose jobs can be searched, and one whose jobs cannot. */
export const ENDPOINTS = { searchable: 'model', blind: 'model-blind' } as const;

/** The vendors of the sequences that run at the same time, and how many calls they have under way. */
export interface Vendors {
  byName: Map<string, ModelVendor>;
  nowMs: () => Promise<number>;
  underWay: number;
  calls: number;
  /** The workers were replaced, or will be. */
  isRestarted: boolean;
  /** How often the test server had to be helped to skip on. */
  freed: number;
}

/** The parameters of a sequence's start: a GUID is all that the schema lets through. */
export function jobIdOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An endpoint that hands each call to the vendor of its sequence, with the server's time. */
export function modelEndpoint(name: string, isSearchable: boolean, vendors: Vendors): Endpoint {
  const ask = async <T>(vendor: ModelVendor | undefined, call: (vendor: ModelVendor, nowMs: number) => T) => {
    if (vendor === undefined) throw new Error('no such sequence');
    vendors.underWay += 1;
    vendors.calls += 1;
    try {
      return call(vendor, await vendors.nowMs());
    } finally {
      vendors.underWay -= 1;
    }
  };
  const byHandle = ({ id }: Handle) => vendors.byName.get(String(id).split('/')[0] ?? '');
  const byParams = (params: unknown) => vendors.byName.get((params as { jobId: string }).jobId);
  const look = (handle: Handle) => ask(byHandle(handle), (vendor, nowMs) => vendor.look(handle, nowMs));
  const cancel = ({ handle }: CancelAsk) => ask(byHandle(handle), (vendor, nowMs) => vendor.cancel(handle, nowMs));
  const steer = (verb: 'suspend' | 'resume') => (handles: readonly Handle[]) =>
    Promise.all(handles.map((handle) => ask(byHandle(handle), (vendor, nowMs) => vendor.steer(verb, handle, nowMs))));
  const scripted = scriptedEndpoint({ look: [() => reading('queued')] });
  return {
    ...scripted,
    name,
    capabilities: {
      ...scripted.capabilities,
      find: { run: isSearchable ? 'stamp' : 'none' },
      suspend: 'both',
      resume: 'both',
    },
    settings: {
      ...scripted.settings,
      ...endpointSettings
        .pick({ timeout: true, intervals: true })
        .parse({ timeout: '1s', intervals: { least: '20s', greatest: '5m', stop: '10s' } }),
    },
    look,
    cancel,
    vendor: {
      ...scripted.vendor,
      start: (params) => ask(byParams(params), (vendor, nowMs) => vendor.start(nowMs)),
      find: (params) => ask(byParams(params), (vendor, nowMs) => vendor.find(nowMs)),
      look: (handles) => Promise.all(handles.map(look)),
      cancel: (asks) => Promise.all(asks.map(cancel)),
      suspend: steer('suspend'),
      resume: steer('resume'),
    },
  };
}
