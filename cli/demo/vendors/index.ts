import { type Simulators, startSimulators, type VendorName } from '../../../simulators/index.ts';
import { SCENARIOS, vendorOf } from '../scenarios.ts';
import { ciscoPrime } from './cisco-prime.ts';
import type { DemoVendor } from './demo-vendor.ts';
import { lenovoXclarity } from './lenovo-xclarity.ts';
import { oracleManagedCloud } from './oracle-managed-cloud.ts';
import { riverbedCmc } from './riverbed-cmc.ts';
import { symantecCcs } from './symantec-ccs.ts';

export { BURST_USER } from './cisco-prime.ts';
export type { Order } from './demo-vendor.ts';

/** Those that have a scenario: a further vendor need not be shown. */
export const DEMO_VENDORS: Readonly<Record<ReturnType<typeof vendorOf>, DemoVendor>> = {
  'cisco-prime': ciscoPrime,
  'symantec-ccs': symantecCcs,
  'lenovo-xclarity': lenovoXclarity,
  'riverbed-cmc': riverbedCmc,
  'oracle-managed-cloud': oracleManagedCloud,
};

/** Starts all simulators, with a work for each scenario. */
export async function startVendors(): Promise<Simulators> {
  const vendors = Object.entries(DEMO_VENDORS) as [VendorName, DemoVendor][];
  const options = vendors.map(([name, { options }]) => options(SCENARIOS.filter((one) => vendorOf(one) === name)));
  const simulators = await startSimulators(Object.assign({}, ...options));
  for (const [name, { script }] of vendors) script?.(simulators.get(name));
  return simulators;
}
