import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DRIVERS } from './orders.ts';
import type { FaultedVendor } from './vendors.ts';

/** `reeve.yaml` and the files that it refers to. */
export interface Configuration {
  path: string;
  folder: string;
  remove(): Promise<void>;
}

/** The vendor's user of an endpoint, so that the ledger tells whose calls are whose. */
export function userOf(endpoint: string): string {
  return `reeve-${endpoint}`;
}

/** With letters that forms and URLs would encode: it is searched for in every form. */
export function secretOf(endpoint: string): string {
  return `Marked+secret/of-${endpoint}=1`;
}

/** Every other endpoint is swept; elsewhere each job looks for itself. A missing sweeper is missed after a minute. */
function watchedBy(endpoint: number): object {
  return { sweep: endpoint % 2 === 0 ? { every: '2s', checkAfter: '1 minute' } : 'off' };
}

interface Input {
  vendor: FaultedVendor;
  url: string;
  caFile: string | undefined;
  endpoints: readonly string[];
  fields: Record<string, unknown>;
}

export async function writeConfiguration({ vendor, url, caFile, endpoints, fields }: Input): Promise<Configuration> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-faults-'));
  const path = join(folder, 'reeve.yaml');
  const entries = endpoints.map(async (name, index) => {
    await writeFile(join(folder, `${name}.secret`), secretOf(name), { mode: 0o600 });
    const user = { name: userOf(name), password: secretOf(name) };
    const own = DRIVERS[vendor].fields(url, user, `\${file:${name}.secret}`);
    return [
      name,
      {
        vendor,
        url,
        ...(caFile === undefined ? { allowHttp: true } : { ca: caFile }),
        ...own,
        ...watchedBy(index),
        ...fields,
      },
    ];
  });
  const written = Object.fromEntries(await Promise.all(entries));
  await writeFile(path, stringify({ installation: 'faults', endpoints: written }, { keepUndefined: false }));
  return { path, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
