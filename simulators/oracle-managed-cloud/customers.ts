export const SERVICE_TYPES = ['EBSO', 'EBSZ', 'EBSI'] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];

export interface Customer {
  name: string;
  /** The GUID that the vendor made when the customer's administrator set the JWKS URI. */
  identifier: string;
}

export interface SupportIdentifier {
  csi: string;
  customer: string;
  /** For the Configuration functionality. */
  optedIn: boolean;
  instances: Partial<Record<ServiceType, string[]>>;
}

export const CUSTOMERS: readonly Customer[] = [
  { name: 'acme', identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41' },
  { name: 'globex', identifier: '0c6d7e8f-1a2b-4c3d-8e4f-5a6b7c8d9e0f' },
];

export const BUSY_INSTANCE = 'DCBUSY';

const SUPPORT_IDENTIFIERS: readonly SupportIdentifier[] = [
  {
    csi: '21845621',
    customer: 'acme',
    optedIn: true,
    instances: {
      EBSO: ['DCMATI', BUSY_INSTANCE, 'DCTEST', 'DCDEV'],
      EBSZ: ['DZMATI', 'DZTEST'],
      EBSI: ['DIMATI', 'DITEST'],
    },
  },
  { csi: '21845699', customer: 'acme', optedIn: false, instances: { EBSO: ['DCPLAIN'] } },
  { csi: '44000001', customer: 'globex', optedIn: true, instances: { EBSO: ['DCOTHER'] } },
];

export interface Customers {
  supportIdentifiers: SupportIdentifier[];
  find(csi: string): SupportIdentifier | undefined;
}

export function createCustomers(more: SupportIdentifier[]): Customers {
  const known = new Map([...SUPPORT_IDENTIFIERS, ...more].map((one) => [one.csi, one]));
  return { supportIdentifiers: [...known.values()], find: (csi) => known.get(csi) };
}
