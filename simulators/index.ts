import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VENDOR_NAMES, type VendorName } from './core/call.ts';
import { createAuthority } from './core/tls.ts';
import type { Inventory } from './core/world.ts';
import type { SimulatorsOptions } from './options.ts';
import { type RunningSimulator, type StartOneInput, startOne } from './start-one.ts';
import { ofVendor } from './vendors.ts';

export type { CiscoPrimeOptions } from './cisco-prime/options.ts';
export { VENDOR_NAMES, type VendorName } from './core/call.ts';
export type { ControlInput, FaultAction, FaultRule, JobPatch } from './core/fault-script.ts';
export type { CallRecord, LedgerJob, LedgerReport } from './core/ledger.ts';
export { busiestWindow } from './core/ledger-counts.ts';
export type { Inventory, SimulatedUser } from './core/world.ts';
export type { LenovoXclarityOptions } from './lenovo-xclarity/options.ts';
export type { SimulatorsOptions } from './options.ts';
export type { OracleManagedCloudOptions } from './oracle-managed-cloud/options.ts';
export type { RiverbedCmcOptions } from './riverbed-cmc/options.ts';
export type { RunningSimulator } from './start-one.ts';
export type { SymantecCcsOptions } from './symantec-ccs/options.ts';

/** The one line of JSON of `reeve simulators --json`, by vendor. */
export type Description = Partial<Record<VendorName, Inventory & { url: string; caFile: string | null }>>;

export interface Simulators {
  /** The authority's certificate in PEM; undefined over plain HTTP. */
  ca: string | undefined;
  caFile: string | undefined;
  /** @throws where the vendor was not started. */
  get(vendor: VendorName): RunningSimulator;
  describe(): Description;
  /** Cuts every connection, stops every clock, removes the CA file. */
  stop(): Promise<void>;
}

/** All of them, or none: what did start is stopped where another one cannot. */
async function allOrNone(starting: Promise<RunningSimulator>[]): Promise<RunningSimulator[]> {
  try {
    return await Promise.all(starting);
  } catch (error) {
    const settled = await Promise.allSettled(starting);
    await Promise.all(settled.map((one) => (one.status === 'fulfilled' ? one.value.stop() : undefined)));
    throw error;
  }
}

function startVendors(options: SimulatorsOptions, issue: StartOneInput['certificate']): Promise<RunningSimulator[]> {
  const { vendors = VENDOR_NAMES, portBase, speed = 1, skewMs = 0, latencyMs = 5 } = options;
  const starting = vendors.map((vendor) => {
    const port = portBase === undefined ? 0 : portBase + VENDOR_NAMES.indexOf(vendor);
    return startOne({ vendor, port, speed, skewMs, latencyMs, certificate: issue, ...ofVendor(vendor, options) });
  });
  return allOrNone(starting);
}

async function writeAuthority(ca: string): Promise<{ caFile: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-simulators-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ca);
  return { caFile, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts simulators of the vendors on the loopback interface. */
export async function startSimulators(options: SimulatorsOptions = {}): Promise<Simulators> {
  const authority = options.http ? undefined : createAuthority();
  const file = authority === undefined ? undefined : await writeAuthority(authority.ca);
  const running = await startVendors(options, authority?.issue(options.certificate ?? 'valid')).catch(async (error) => {
    await file?.remove();
    throw error;
  });
  return {
    ca: authority?.ca,
    caFile: file?.caFile,
    get(vendor) {
      const found = running.find((simulator) => simulator.vendor === vendor);
      if (found === undefined) throw new Error(`the simulator of ${vendor} was not started`);
      return found;
    },
    describe: () =>
      Object.fromEntries(
        running.map(({ vendor, url, inventory }) => [vendor, { url, caFile: file?.caFile ?? null, ...inventory() }]),
      ),
    async stop() {
      await Promise.all(running.map((simulator) => simulator.stop()));
      await file?.remove();
    },
  };
}
