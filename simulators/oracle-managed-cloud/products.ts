import type { ServiceType } from './customers.ts';

/** What the self service carries out on an instance: three kinds of executions, with one life and routes alike. */
export const PRODUCTS = ['config', 'bounce', 'patch'] as const;
export type Product = (typeof PRODUCTS)[number];

interface Kind {
  /** As which the workflow status API is asked for it. */
  requestor: string;
  rfcType(serviceType: ServiceType): string;
  rfcSubType: string;
  /** What the second step of such an execution does. */
  work: string;
}

export const KINDS: Record<Product, Kind> = {
  config: {
    requestor: 'CONFIG',
    rfcType: (serviceType) => `Configuration - ${serviceType}`,
    rfcSubType: 'Autoexec-Config',
    work: 'Apply configuration changes',
  },
  bounce: {
    requestor: 'BOUNCE',
    rfcType: () => 'OCIEBS_Prod_SelfService',
    rfcSubType: 'SelfService_Bounce',
    work: 'Bounce services',
  },
  patch: {
    requestor: 'CEMLI',
    rfcType: () => 'CODE_PROMO',
    rfcSubType: 'CEMLI_PATCH',
    work: 'Apply patches',
  },
};
