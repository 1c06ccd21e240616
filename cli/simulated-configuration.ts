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
      await writeFile(join(folder, `${vendor}.password`), user.password, { mode: 0o600 });
      // By file, so that `reeve run -c` in another terminal can read it too.
      const secret = `\${file:${vendor}.password}`;
      const own = vendor === 'oracle-managed-cloud' ? ofOracle(url, user.name, secret) : {};
      const credentials = { username: user.name, password: secret };
      const trust = caFile === null ? { allowHttp: true } : { ca: caFile };
      return [vendor, { vendor, url, credentials, ...trust, intervals: { least: '1s', greatest: '10s' }, ...own }];
    }),
  );
  await writeFile(path, stringify({ installation: 'dev', endpoints: Object.fromEntries(endpoints) }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
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
