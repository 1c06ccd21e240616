import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Description } from '../simulators/index.ts';

/** Writes a `reeve.yaml` with an endpoint for each simulator, named as its vendor. */
export async function writeConfiguration(
  description: Description,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-dev-'));
  const path = join(folder, 'reeve.yaml');
  const endpoints = await Promise.all(
    Object.entries(description).map(async ([vendor, { url, caFile, users }]) => {
      const [user] = users;
      if (user === undefined) throw new Error(`the simulator of ${vendor} has no user`);
      const basics = await writeAccess(folder, vendor, { vendor, url, caFile, user });
      return [vendor, { ...basics, intervals: { least: '1s', greatest: '10s' } }];
    }),
  );
  await writeFile(path, stringify({ installation: 'dev', endpoints: Object.fromEntries(endpoints) }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

interface Access {
  vendor: string;
  url: string;
  caFile: string | null;
  user: { name: string; password: string };
}

/** What an endpoint needs to reach a simulator, as its fields in `reeve.yaml`; the password goes to a file beside that. */
export async function writeAccess(folder: string, endpoint: string, access: Access): Promise<object> {
  const { vendor, url, caFile, user } = access;
  await writeFile(join(folder, `${endpoint}.password`), user.password, { mode: 0o600 });
  // By file, so that `reeve run -c` in another terminal can read it too.
  const secret = `\${file:${endpoint}.password}`;
  const trust = caFile === null ? { allowHttp: true } : { ca: caFile };
  const own =
    vendor === 'oracle-managed-cloud'
      ? ofOracle(url, user.name, secret)
      : { credentials: { username: user.name, password: secret } };
  return { vendor, url, ...trust, ...own };
}

/** Oracle's log-in is by client credentials, and an endpoint is one customer's service: the one that is seeded. */
function ofOracle(url: string, clientId: string, clientSecret: string): object {
  return {
    credentials: { tokenUrl: `${url}/oauth2/v1/token`, clientId, clientSecret },
    supportIdentifier: '21845621',
    serviceType: 'EBSO',
    identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41',
  };
}
