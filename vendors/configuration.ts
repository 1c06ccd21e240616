import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type EndpointConfiguration, readEndpoint } from './read-endpoint.ts';

export type { EndpointConfiguration } from './read-endpoint.ts';

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
    const advice = 'name your configuration with -c, or make one by reeve init';
    throw new ConfigurationError(path, [`${why}; ${advice}`]);
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
