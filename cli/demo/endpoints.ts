import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Simulators } from '../../simulators/index.ts';
import { ENDPOINTS, type EndpointName } from './scenarios.ts';
import { BURST_USER } from './simulated-vendors.ts';

/** Ten times what Prime takes: its refusals are to be seen, where the gate alone would let none happen. */
const ABOVE_THE_LIMIT = { requestsPerSecond: 50, concurrentRequests: 20 };

/** Writes a `reeve.yaml` with these endpoints of the simulators; answers its path. */
export async function writeEndpoints(
  folder: string,
  file: string,
  names: readonly EndpointName[],
  simulators: Simulators,
): Promise<string> {
  const endpoints = await Promise.all(
    names.map(async (name) => {
      const { user, ...rest } = settingsOf(name, simulators);
      await writeFile(join(folder, `${name}.password`), user.password, { mode: 0o600 });
      return [name, { ...rest, credentials: { username: user.name, password: `\${file:${name}.password}` } }];
    }),
  );
  const path = join(folder, file);
  await writeFile(path, stringify({ installation: 'demo', endpoints: Object.fromEntries(endpoints) }));
  return path;
}

function settingsOf(name: EndpointName, simulators: Simulators) {
  const vendor = ENDPOINTS[name];
  const simulator = simulators.get(vendor);
  return {
    vendor,
    url: simulator.url,
    user: userOf(name, simulator.inventory().users),
    ...(simulators.caFile === undefined ? { allowHttp: true } : { ca: simulators.caFile }),
    // A look that dies with its worker is missed after twice this and 5 s.
    timeout: '3s',
    intervals: { least: '1s', greatest: '3s', stop: '1s' },
    ...(name === 'prime-burst' && { limits: ABOVE_THE_LIMIT }),
  };
}

interface User {
  name: string;
  password: string;
}

/** A user for each endpoint of Prime, which limits by user. */
function userOf(name: EndpointName, users: readonly User[]): User {
  if (name === 'prime-burst') return BURST_USER;
  const user = name === 'prime-dc2' ? users.find((one) => one.name === 'colleague') : users[0];
  if (user === undefined) throw new Error(`the simulator has no user for ${name}`);
  return user;
}
