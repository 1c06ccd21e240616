import type { Handle, Reading } from '../../../contract/job.ts';
import type { StartContext, Vendor } from '../../../contract/vendor.ts';
import { type CiscoPrimeOptions, startSimulators } from '../../../simulators/index.ts';
import { Gate } from '../../gate.ts';
import { createHttp } from '../../http.ts';
import type { EndpointAccess } from '../../vendor-module.ts';
import { PrimeApi } from '../api.ts';
import { ciscoPrime } from '../index.ts';
import { params } from '../params.ts';
import type { Settings } from '../settings.ts';

export const signal = new AbortController().signal;

export interface Simulated {
  vendor: Vendor;
  api: PrimeApi;
  /** The requests so far, `PUT /webacs/…` each. */
  sent(): string[];
  stop(): Promise<void>;
}

/** The vendor against the simulator, over HTTPS. */
export async function connect(own: Partial<Settings>, limits: CiscoPrimeOptions['limits'] = {}): Promise<Simulated> {
  const simulators = await startSimulators({ vendors: ['cisco-prime'], speed: 20, 'cisco-prime': { limits } });
  const prime = simulators.get('cisco-prime');
  const url = new URL(prime.url);
  const requestsPerWindow = limits.perUser === -1 ? undefined : 5;
  const gate = new Gate({ requestsPerWindow, windowMs: 1_000, concurrentRequests: 5, maxHoldMs: 60_000 });
  const http = createHttp({ endpoint: 'sim', url, ca: simulators.ca, timeoutMs: 10_000, sessions: 5 }, gate);
  const user = prime.inventory().users.find(({ may }) => may.join().includes('Write'));
  if (user === undefined) throw new Error('the simulator has no user that may write');
  const credentials = { username: user.name, password: user.password };
  const access = { name: 'sim', url, credentials, settings: ciscoPrime.settings.parse(own), http };
  return {
    vendor: ciscoPrime.create(access),
    api: new PrimeApi(access as EndpointAccess<Settings>),
    sent: () => prime.ledger().calls.map(({ method, path }) => `${method} ${path}`),
    async stop() {
      await http.close();
      await simulators.stop();
    },
  };
}

export function deploy(vendor: Vendor, templateName: string, more: object = {}) {
  const wanted = params['deploy-template'].parse({
    templateName,
    devices: [{ id: '1001', variables: { a: '<&>' } }],
    ...more,
  });
  const context: StartContext = {
    signal,
    operation: 'deploy-template',
    stamp: 'rv-a',
    intendedAtMs: Date.now(),
    nowMs: Date.now,
  };
  return { context, wanted, start: () => vendor.start(wanted, context), find: () => vendor.find(wanted, context) };
}

/** Looks until the reading is enough; the simulator's jobs take seconds. */
export async function until(
  vendor: Vendor,
  handle: Handle,
  isEnough: (reading: Reading) => boolean,
): Promise<Reading> {
  for (;;) {
    const [looked] = await vendor.look([handle], { signal });
    if (looked === undefined || looked instanceof Error) throw looked ?? new Error('no reading');
    if (isEnough(looked)) return looked;
  }
}

export const isOver = ({ state }: Reading) => ['succeeded', 'failed', 'canceled'].includes(state);
