import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { isEndpointName } from '../contract/request.ts';
import { type EndpointSettings, endpointSettings } from './endpoint-settings.ts';
import type { VendorName } from './params.ts';
import { resolveReferences } from './references.ts';
import { isVendorName, VENDORS } from './registry.ts';

/** One endpoint as `reeve.yaml` has it, with its references resolved. Holds credentials: never log it. */
export interface EndpointConfiguration extends Omit<EndpointSettings, 'vendor'> {
  vendor: VendorName;
  /** The vendor's own settings. */
  own: unknown;
}

export interface Configuration {
  /** Name of this installation of Reeve: part of the stamp, so that two installations never touch each other's jobs. */
  installation: string;
  endpoints: Readonly<Record<string, EndpointConfiguration>>;
}

/** Everything that is wrong with a configuration file, one line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(path: string, problems: readonly string[]) {
    super([`${path} cannot be used:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

const outer = z.strictObject({
  installation: z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1 to 40 of a-z, 0-9 and -'),
  endpoints: z.record(z.string(), z.looseObject({ vendor: z.string() })),
});

/** Reads `reeve.yaml`; all its mistakes at once in a `ConfigurationError`, each with its place. */
export async function loadConfiguration(path: string, env: NodeJS.ProcessEnv = process.env): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new ConfigurationError(path, [`${why}; name your configuration with -c, or copy reeve.example.yaml`]);
  }
  return parseConfiguration(text, path, env);
}

export function parseConfiguration(text: string, path: string, env: NodeJS.ProcessEnv): Configuration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    throw new ConfigurationError(
      path,
      document.errors.map(({ message }) => message),
    );
  const problems: string[] = [];
  const complain = (field: readonly PropertyKey[], message: string) => {
    const node = document.getIn(field, true) as { range?: [number, number, number] } | undefined;
    const line = node?.range ? `line ${lines.linePos(node.range[0]).line}: ` : '';
    problems.push(`${line}${field.join('.')}: ${message}`);
  };
  const parsed = outer.safeParse(document.toJS());
  for (const { path: field, message } of parsed.error?.issues ?? []) complain(field, message);
  const endpoints: Record<string, EndpointConfiguration> = {};
  for (const [name, raw] of Object.entries(parsed.data?.endpoints ?? {})) {
    const read = readEndpoint(name, raw, { folder: dirname(resolve(path)), env }, (field, message) =>
      complain(['endpoints', name, ...field], message),
    );
    if (read !== undefined) endpoints[name] = read;
  }
  if (problems.length > 0 || parsed.data === undefined) throw new ConfigurationError(path, problems);
  return { installation: parsed.data.installation, endpoints };
}

type Complain = (field: readonly PropertyKey[], message: string) => void;

function readEndpoint(
  name: string,
  raw: { vendor: string; [field: string]: unknown },
  place: { folder: string; env: NodeJS.ProcessEnv },
  complain: Complain,
): EndpointConfiguration | undefined {
  if (!isEndpointName(name)) complain([], 'expected a name of 1 to 40 of a-z, 0-9 and -');
  if (!isVendorName(raw.vendor)) {
    complain(['vendor'], `expected one of ${Object.keys(VENDORS).join(', ')}, found ${raw.vendor}`);
    return undefined;
  }
  const { password } = (raw.credentials ?? {}) as { password?: unknown };
  if (typeof password === 'string' && !password.includes('${')) {
    complain(
      ['credentials', 'password'],
      `expected a reference, \${env:NAME} or \${file:PATH}, found a text in the clear`,
    );
  }
  const resolved = resolveAll(raw, place, complain);
  const shared = endpointSettings.safeParse(resolved);
  const known = new Set(Object.keys(endpointSettings.shape));
  const rest = Object.fromEntries(Object.entries(resolved).filter(([field]) => !known.has(field)));
  const own = VENDORS[raw.vendor].settings.safeParse(rest);
  for (const issue of [...(shared.error?.issues ?? []), ...(own.error?.issues ?? [])])
    complain(issue.path, issue.message);
  if (!shared.success || !own.success) return undefined;
  if (shared.data.url.startsWith('http:') && !shared.data.allowHttp) {
    complain(
      ['url'],
      'expected https:, found http:; passwords would travel in the clear. To allow it: allowHttp: true',
    );
  }
  const ca = shared.data.ca === undefined ? {} : { ca: resolve(place.folder, shared.data.ca) };
  if (ca.ca !== undefined && !existsSync(ca.ca)) complain(['ca'], `expected a PEM file, found nothing at ${ca.ca}`);
  return { ...shared.data, ...ca, vendor: raw.vendor, own: own.data };
}

/** Resolves references in the credentials, at any depth; a broken one is a problem of its field. */
function resolveAll(
  raw: Record<string, unknown>,
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
  complain: Complain,
): Record<string, unknown> {
  const walk = (value: unknown, field: readonly PropertyKey[]): unknown => {
    if (typeof value === 'string') {
      try {
        return resolveReferences(value, folder, env);
      } catch (error) {
        complain(field, (error as Error).message);
        return 'unresolved';
      }
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...field, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...field, key])]));
  };
  return walk(raw, []) as Record<string, unknown>;
}
