import type { CiscoPrimeOptions } from './cisco-prime/options.ts';
import type { VendorName } from './core/call.ts';
import type { CertificateKind } from './core/tls.ts';
import type { LenovoXclarityOptions } from './lenovo-xclarity/options.ts';
import type { OracleManagedCloudOptions } from './oracle-managed-cloud/options.ts';
import type { RiverbedCmcOptions } from './riverbed-cmc/options.ts';
import type { SymantecCcsOptions } from './symantec-ccs/options.ts';

export interface SimulatorsOptions {
  /** Which to start. @default all */
  vendors?: readonly VendorName[];
  /** Plain HTTP instead of HTTPS. @default false */
  http?: boolean;
  /** The vendors take this port and the following ones, in their fixed order. @default free ports */
  portBase?: number;
  /** Vendor seconds in one real second, for durations; the time of day stays real. @default 1 */
  speed?: number;
  /** How much the vendors' clocks are ahead of ours. @default 0 */
  skewMs?: number;
  /** How long every answer takes. @default 5 */
  latencyMs?: number;
  /** The kind of certificate that they show. @default 'valid' */
  certificate?: CertificateKind;
  'cisco-prime'?: CiscoPrimeOptions;
  'symantec-ccs'?: SymantecCcsOptions;
  'lenovo-xclarity'?: LenovoXclarityOptions;
  'riverbed-cmc'?: RiverbedCmcOptions;
  'oracle-managed-cloud'?: OracleManagedCloudOptions;
}
