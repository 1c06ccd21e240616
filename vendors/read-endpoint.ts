import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { isEndpointName } from '../contract/request.ts';
import { type EndpointSettings, endpointSettings } from './endpoint-settings.ts';
import type { VendorName } from './params.ts';
import { resolveReferences } from './references.ts';
import { isVendorName, VENDORS } from './registry.ts';
import { SECRET_FIELD } from './secrets.ts';

/** One endpoint as `reeve.yaml` has it, with its references resolved. Holds credentials: never log it. */
export interface EndpointConfiguration extends Omit<EndpointSettings, 'vendor'> {
  vendor: VendorName;
  /** The vendor's own settings. */
  own: unknown;
}

/** Called with each mistake and the field, below the endpoint, that it is in. */
export type Complain = (field: readonly PropertyKey[], message: string) => void;

interface Place {
  /** Where relative paths begin. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

type Raw = { vendor: string; [field: string]: unknown };

/** Reads one endpoint of the file; undefined, after complaining, where it cannot be used. */
export function readEndpoint(
  name: string,
  raw: Raw,
  place: Place,
  complain: Complain,
): EndpointConfiguration | undefined {
  if (!isEndpointName(name)) complain([], 'expected a name of 1 to 40 of a-z, 0-9 and -');
  if (!isVendorName(raw.vendor)) {
    complain(['vendor'], `expected one of ${Object.keys(VENDORS).join(', ')}, found ${raw.vendor}`);
    return undefined;
  }
  complainOfSecrets(raw.credentials, complain);
  const resolved = resolveAll(raw, place, complain) as Raw;
  const known = new Set(Object.keys(endpointSettings.shape));
  const rest = Object.fromEntries(Object.entries(resolved).filter(([field]) => !known.has(field)));
  const { settings, credentials } = VENDORS[raw.vendor];
  const own = shaped(settings, rest, [], complain);
  const login = shaped(credentials, resolved.credentials, ['credentials'], complain);
  const shared = shaped(endpointSettings, resolved, [], complain);
  if (own === undefined || login === undefined || shared === undefined) return undefined;
  const ca = shared.data.ca === undefined ? {} : { ca: resolve(place.folder, shared.data.ca) };
  complainOfTransport({ ...shared.data, ...ca }, complain);
  const logIn = login.data as EndpointConfiguration['credentials'];
  return { ...shared.data, ...ca, credentials: logIn, vendor: raw.vendor, own: own.data };
}

function shaped<S extends z.ZodType>(
  schema: S,
  value: unknown,
  field: readonly PropertyKey[],
  complain: Complain,
): { data: z.output<S> } | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  for (const { path, message } of parsed.error.issues) complain([...field, ...path], message);
  return undefined;
}

/** A configuration is copied, mailed and committed: no secret stands in it. */
function complainOfSecrets(credentials: unknown, complain: Complain): void {
  for (const [field, value] of Object.entries(credentials ?? {})) {
    if (!SECRET_FIELD.test(field) || String(value).includes('${')) continue;
    complain(['credentials', field], 'expected a reference, ${env:NAME} or ${file:PATH}, found a text in the clear');
  }
}

function complainOfTransport({ url, allowHttp, ca }: EndpointSettings, complain: Complain): void {
  if (url.startsWith('http:') && !allowHttp) {
    complain(
      ['url'],
      'expected https:, found http:; passwords would travel in the clear. To allow it: allowHttp: true',
    );
  }
  if (ca !== undefined && !existsSync(ca)) complain(['ca'], `expected a PEM file, found nothing at ${ca}`);
}

/** Resolves the references in all texts, at any depth; a broken one is a mistake of its field. */
function resolveAll(value: unknown, place: Place, complain: Complain, field: readonly PropertyKey[] = []): unknown {
  if (typeof value === 'string') {
    try {
      return resolveReferences(value, place.folder, place.env);
    } catch (error) {
      complain(field, (error as Error).message);
      return 'unresolved';
    }
  }
  if (Array.isArray(value)) return value.map((item, index) => resolveAll(item, place, complain, [...field, index]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, resolveAll(item, place, complain, [...field, key])]);
  return Object.fromEntries(entries);
}
