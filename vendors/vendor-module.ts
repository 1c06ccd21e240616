import { z } from 'zod';
import type { Capabilities, Vendor } from '../contract/vendor.ts';
import type { Http } from './http.ts';

/** Credentials of a vendor that takes a name and a password. */
export const passwordCredentials = z.strictObject({ username: z.string().min(1), password: z.string().min(1) });
export type PasswordCredentials = z.output<typeof passwordCredentials>;

/** What a vendor's part is given of its endpoint. Credentials live here and in no error, log or history. */
export interface EndpointAccess<Settings = unknown, Credentials = PasswordCredentials> {
  /** The endpoint's name, first word of every error. */
  name: string;
  url: URL;
  credentials: Credentials;
  /** The vendor's own settings, as its schema has read them. */
  settings: Settings;
  http: Http;
}

/** A vendor as the registry knows it. */
export interface VendorModule<Settings = unknown, Credentials = unknown> {
  capabilities: Capabilities;
  /** The vendor's own fields of an endpoint in `reeve.yaml`, beside those that all endpoints have. */
  settings: z.ZodType<Settings>;
  /** What `credentials` holds: for most a name and a password. */
  credentials: z.ZodType<Credentials>;
  /** The port where none is given in the URL; the scheme's where undefined. */
  defaultPort?: number;
  /** Calls per window that the vendor is known to allow: the limit where the configuration has none. */
  requestsPerSecond?: number;
  /** Calls of one user on their way at the same time that the vendor is known to allow. */
  concurrentRequests?: number;
  /** Connections of one user that the vendor is known to allow. */
  sessions?: number;
  create(access: EndpointAccess<Settings, Credentials>): Vendor;
}

/** Keeps the settings' type between a module's schema and its `create`, which the registry then forgets. */
export function vendorModule<Settings, Credentials>(module: VendorModule<Settings, Credentials>): VendorModule {
  return module as VendorModule;
}
