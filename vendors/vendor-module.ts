import { z } from 'zod';
import type { Capabilities, Vendor } from '../contract/vendor.ts';
import type { Answer, Call, Http } from './http.ts';

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
  /** What is needed to tell the requests of a start without sending any; without it there is neither. */
  rehearsal?: Rehearsal;
}

/** A stand-in for the vendor's answers, as far as a start needs them before its first request of its own. */
export interface Rehearsal {
  /** What the vendor might answer to a log-in; undefined for every call that is none. */
  logIn?(call: Call): Answer | undefined;
  /** What the vendor might answer to a read whose good answer says nothing new; undefined for every other call. */
  read?(call: Call): Answer | undefined;
  /** The requests of a start that need the answer to its first one, a line each. */
  further?(operation: string, params: unknown): string[];
}

/** An answer that never came over a wire. */
export function rehearsed(content: object, setCookie?: string): Answer {
  const headers = new Headers(setCookie === undefined ? {} : { 'set-cookie': setCookie });
  return { status: 200, headers, text: JSON.stringify(content) };
}

/** Keeps the settings' type between a module's schema and its `create`, which the registry then forgets. */
export function vendorModule<Settings, Credentials>(module: VendorModule<Settings, Credentials>): VendorModule {
  return module as VendorModule;
}
