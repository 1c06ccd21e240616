import { stringify } from 'yaml';
import {
  type CallRecord,
  type RunningSimulator,
  type SimulatorsOptions,
  startSimulators,
  type VendorName,
} from '../../simulators/index.ts';
import { checkEndpoint, type EndpointReport } from '../../vendors/check-endpoint.ts';
import { type EndpointConfiguration, parseConfiguration } from '../../vendors/configuration.ts';

export interface Checking {
  simulator: RunningSimulator;
  /** Checks an endpoint of these fields; the secret stands where a credential is `${env:SECRET}`. */
  check(fields: object, secret: string): Promise<EndpointReport>;
  /** All calls but reads. */
  writes(): string[];
  /** What a check must not touch: what was asked to start or stop, and each job as it stands. */
  untouched(): unknown;
  stop(): Promise<void>;
}

export const SECRET = '${env:SECRET}';

/** A simulated vendor to check endpoints of, configured as `reeve.yaml` would. */
export async function startChecking(
  vendor: VendorName,
  { trusted = true, ...options }: SimulatorsOptions & { trusted?: boolean } = {},
): Promise<Checking> {
  const simulators = await startSimulators({ ...options, vendors: [vendor] });
  const simulator = simulators.get(vendor);
  const trust = options.http ? { allowHttp: true } : trusted ? { ca: simulators.caFile } : {};
  return {
    simulator,
    async check(fields, secret) {
      const endpoint = { vendor, url: simulator.url, timeout: '5s', ...trust, ...fields };
      const text = stringify({ installation: 'test', endpoints: { lab: endpoint } });
      const { endpoints } = parseConfiguration(text, 'reeve.yaml', { SECRET: secret });
      return await checkEndpoint('lab', endpoints.lab as EndpointConfiguration);
    },
    writes: () =>
      simulator
        .ledger()
        .calls.filter(isWrite)
        .map(({ method, path }) => `${method} ${path}`),
    untouched: () => {
      const { jobs, cancelRequests, callsByKind } = simulator.ledger();
      return structuredClone({ jobs, cancelRequests, starts: callsByKind.start, cancels: callsByKind.cancel });
    },
    stop: () => simulators.stop(),
  };
}

function isWrite({ method }: CallRecord): boolean {
  return method !== 'GET';
}

/** Each ability's word, to compare at a glance. */
export function wordsOf({ abilities }: EndpointReport): string {
  return `${abilities.logIn.can} ${abilities.read.can} ${abilities.start.can} ${abilities.cancel.can}`;
}
