import { z } from 'zod';
import type { Capabilities } from '../contract/vendor.ts';
import { PARAMS, type VendorName } from './params.ts';
import { VENDORS } from './registry.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** All that Reeve declares of a vendor, as data. */
export interface VendorDescription {
  vendor: VendorName;
  capabilities: Capabilities;
  /** The parameters of each operation, as they are typed: those with a default may be left out. */
  operations: Readonly<Record<string, JsonSchema>>;
  /** The vendor's own fields of an endpoint in `reeve.yaml`. */
  settings: JsonSchema;
  credentials: JsonSchema;
  /** The port where an endpoint's URL has none; the scheme's where absent. */
  defaultPort?: number;
  /** Calls a second, where the configuration has no limit. */
  requestsPerSecond?: number;
}

export function vendorNames(): VendorName[] {
  return Object.keys(VENDORS) as VendorName[];
}

export function describeVendor(vendor: VendorName): VendorDescription {
  const { capabilities, settings, credentials, defaultPort, requestsPerSecond } = VENDORS[vendor];
  const operations: Readonly<Record<string, z.ZodType>> = PARAMS[vendor];
  return {
    vendor,
    capabilities,
    operations: Object.fromEntries(Object.entries(operations).map(([name, schema]) => [name, jsonSchema(schema)])),
    settings: jsonSchema(settings),
    credentials: jsonSchema(credentials),
    ...(defaultPort !== undefined && { defaultPort }),
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
  };
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' });
}
