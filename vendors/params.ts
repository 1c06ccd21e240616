import type { z } from 'zod';
import { params as ciscoPrime } from './cisco-prime/params.ts';
import { params as symantecCcs } from './symantec-ccs/params.ts';

/** The operations of each vendor with the schemas of their parameters. Needs nothing that speaks HTTP. */
export const PARAMS = {
  'cisco-prime': ciscoPrime,
  'symantec-ccs': symantecCcs,
} as const satisfies Record<string, Record<string, z.ZodType>>;

export type VendorName = keyof typeof PARAMS;
