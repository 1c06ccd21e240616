import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Simulators, VendorName } from '../simulators/index.ts';
import { DRIVERS } from '../test/faults/orders.ts';

/** An endpoint of a scenario; each has a vendor user of its own. */
export interface EndpointPlan {
  name: string;
  vendor: VendorName;
  /** Fields of `reeve.yaml` beside, or instead of, those of every endpoint here. */
  fields?: Record<string, unknown>;
}

export const userOf = (endpoint: string) => `bench-${endpoint}`;
/** The password of every vendor user here: the configuration refers to the environment. */
export const PASSWORD = 'of-a-simulator-on-loopback';
export const PASSWORD_ENV = { BENCH_PASSWORD: PASSWORD };
const PASSWORD_REFERENCE = '${env:BENCH_PASSWORD}';

/** The vendor sets no limit here: what is measured is Reeve. */
const WIDE = { requestsPerSecond: 10_000, concurrentRequests: 100, sessions: 100 };

/** Says whether the endpoint is swept, whatever the product's default is. */
const FIELDS = { timeout: '30s', limits: WIDE, sweep: 'off' } as const;

export interface Configuration {
  path: string;
  /** Another file with other fields for all endpoints: for a worker that shares them with others. */
  variant(name: string, fields: Record<string, unknown>): Promise<string>;
  remove(): Promise<void>;
}

/** Writes `reeve.yaml` for endpoints at these simulators. */
export async function writeConfiguration(
  plans: readonly EndpointPlan[],
  simulators: Simulators,
): Promise<Configuration> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-bench-'));
  const variant = async (name: string, more: Record<string, unknown>) => {
    const entries = plans.map((plan) => [plan.name, { ...endpointFields(plan, simulators), ...plan.fields, ...more }]);
    const path = join(folder, name);
    await writeFile(path, stringify({ installation: 'bench', endpoints: Object.fromEntries(entries) }), {
      mode: 0o600,
    });
    return path;
  };
  const path = await variant('reeve.yaml', {});
  return { path, variant, remove: () => rm(folder, { recursive: true, force: true }) };
}

function endpointFields({ name, vendor }: EndpointPlan, simulators: Simulators): Record<string, unknown> {
  const { url } = simulators.get(vendor);
  const own = DRIVERS[vendor].fields(url, { name: userOf(name), password: PASSWORD }, PASSWORD_REFERENCE);
  return { vendor, url, ca: simulators.caFile, ...own, ...FIELDS };
}
