import { readFileSync, statSync } from 'node:fs';
import { STATES } from '../contract/job.ts';

type Values = (words: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/** Values by the name of their option or argument, in whatever command. Each loads only what it needs: a Tab waits for it. */
const VALUES: Readonly<Record<string, Values>> = {
  endpoint: async (words) => (await endpoints(words)).map(({ name }) => name),
  onStop: () => ['cancel', 'leave'],
  operation: operations,
  overlap: async () => Object.keys((await import('../client/schedules-definition.ts')).OVERLAPS),
  state: () => STATES,
  timeZone: () => Intl.supportedValuesOf('timeZone'),
  vendor: vendors,
};

/** What is not known has no values: a Tab never fails. Nothing here asks a server. */
export async function valuesOf(name: string, words: readonly string[]): Promise<readonly string[]> {
  try {
    return Object.hasOwn(VALUES, name) ? ((await VALUES[name]?.(words)) ?? []) : [];
  } catch {
    return [];
  }
}

async function vendors(): Promise<string[]> {
  return Object.keys((await import('../vendors/params.ts')).PARAMS);
}

/** Those of the vendor that is typed, or of the endpoint's; else all. */
async function operations(words: readonly string[]): Promise<string[]> {
  const { PARAMS } = await import('../vendors/params.ts');
  const all: Readonly<Record<string, object>> = PARAMS;
  const ofEndpoints = await endpoints(words).catch(() => []);
  const vendor =
    words.find((word) => Object.hasOwn(all, word)) ?? ofEndpoints.find(({ name }) => words.includes(name))?.vendor;
  const chosen = vendor === undefined ? undefined : all[vendor];
  return [...new Set((chosen === undefined ? Object.values(all) : [chosen]).flatMap((params) => Object.keys(params)))];
}

/** Only names are read: a configuration with a mistake or without its secrets still has them. */
async function endpoints(words: readonly string[]): Promise<{ name: string; vendor: string | undefined }[]> {
  const at = words.findIndex((word) => word === '-c' || word === '--config');
  const path = words[at === -1 ? words.length : at + 1] ?? 'reeve.yaml';
  // A pipe, or the terminal itself, would be waited for.
  if (!statSync(path).isFile()) return [];
  const { parse } = await import('yaml');
  const file = parse(readFileSync(path, 'utf8')) as { endpoints?: Record<string, { vendor?: string } | null> } | null;
  return Object.entries(file?.endpoints ?? {}).map(([name, settings]) => ({ name, vendor: settings?.vendor }));
}
