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
      const credentials = { username: user.name, password: `\${file:${vendor}.password}` };
      const trust = caFile === null ? { allowHttp: true } : { ca: caFile };
      return [vendor, { vendor, url, credentials, ...trust, intervals: { least: '1s', greatest: '10s' } }];
    }),
  );
  await writeFile(path, stringify({ installation: 'dev', endpoints: Object.fromEntries(endpoints) }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
