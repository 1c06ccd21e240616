import { createCiscoPrime } from './cisco-prime/index.ts';
import { CISCO_PRIME_LIMITS } from './cisco-prime/options.ts';
import type { VendorName } from './core/call.ts';
import { NO_LIMITS } from './core/rate-limit.ts';
import { createLenovoXclarity } from './lenovo-xclarity/index.ts';
import type { SimulatorsOptions } from './options.ts';
import { createOracleManagedCloud } from './oracle-managed-cloud/index.ts';
import { createRiverbedCmc } from './riverbed-cmc/index.ts';
import type { StartOneInput } from './start-one.ts';
import { createSymantecCcs } from './symantec-ccs/index.ts';

type OfVendor = Pick<StartOneInput, 'createWorld' | 'limits'>;

/** How each vendor's world is made. */
const WORLDS: { [V in VendorName]: (own: NonNullable<SimulatorsOptions[V]>) => OfVendor } = {
  'cisco-prime': (own) => ({
    limits: { ...CISCO_PRIME_LIMITS, ...own.limits },
    createWorld: (surroundings) => createCiscoPrime(own, surroundings),
  }),
  'symantec-ccs': (own) => ({
    limits: NO_LIMITS,
    createWorld: (surroundings) => createSymantecCcs(own, surroundings),
  }),
  'lenovo-xclarity': (own) => ({
    limits: NO_LIMITS,
    createWorld: (surroundings) => createLenovoXclarity(own, surroundings),
  }),
  'riverbed-cmc': (own) => ({
    limits: NO_LIMITS,
    createWorld: (surroundings) => createRiverbedCmc(own, surroundings),
  }),
  'oracle-managed-cloud': (own) => ({
    limits: NO_LIMITS,
    createWorld: (surroundings) => createOracleManagedCloud(own, surroundings),
  }),
};

export function ofVendor<V extends VendorName>(vendor: V, options: SimulatorsOptions): OfVendor {
  return WORLDS[vendor](options[vendor] ?? {});
}
