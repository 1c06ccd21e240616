import { ciscoPrime } from './cisco-prime/index.ts';
import { lenovoXclarity } from './lenovo-xclarity/index.ts';
import { oracleManagedCloud } from './oracle-managed-cloud/index.ts';
import type { VendorName } from './params.ts';
import { riverbedCmc } from './riverbed-cmc/index.ts';
import { symantecCcs } from './symantec-ccs/index.ts';
import type { VendorModule } from './vendor-module.ts';

/** Every vendor that Reeve knows. */
export const VENDORS: Readonly<Record<VendorName, VendorModule>> = {
  'cisco-prime': ciscoPrime,
  'lenovo-xclarity': lenovoXclarity,
  'riverbed-cmc': riverbedCmc,
  'oracle-managed-cloud': oracleManagedCloud,
  'symantec-ccs': symantecCcs,
};

export function isVendorName(name: string): name is VendorName {
  return Object.hasOwn(VENDORS, name);
}
