import type { z } from 'zod';
import type { Capabilities, Vendor } from '../contract/vendor.ts';
import type { Http } from './http.ts';

/** What a vendor's part is given of its endpoint. Credentials live here and in no error, log or history. */
export interface EndpointAccess<Settings = unknown> {
  /** The endpoint's name, first word of every error. */
  name: string;
  url: URL;
  username: string;
  password: string;
  /** The vendor's own settings, as its schema has read them. */
  settings: Settings;
  http: Http;
}

/** A vendor as the registry knows it. */
export interface VendorModule<Settings = unknown> {
  capabilities: Capabilities;
  /** The vendor's own fields of an endpoint in `reeve.yaml`, beside those that all endpoints have. */
  settings: z.ZodType<Settings>;
  /** The port where none is given in the URL; the scheme's where undefined. */
  defaultPort?: number;
  /** Calls per window that the vendor is known to allow: the limit where the configuration has none. */
  requestsPerSecond?: number;
  create(access: EndpointAccess<Settings>): Vendor;
}

/** Keeps the settings' type between a module's schema and its `create`, which the registry then forgets. */
export function vendorModule<Settings>(module: VendorModule<Settings>): VendorModule {
  return module as VendorModule;
}
