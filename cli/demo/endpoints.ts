import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { SimulatedUser, Simulators } from '../../simulators/index.ts';
import { writeAccess } from '../simulated-configuration.ts';
import { ENDPOINTS, type EndpointName } from './scenario.ts';
import { BURST_USER } from './vendors/index.ts';

/** Ten times what Prime takes: its refusals are to be seen, where the gate alone would let none happen. */
const ABOVE_THE_LIMIT = { requestsPerSecond: 50 };

/** Writes a `reeve.yaml` with these endpoints of the simulators; answers its path. */
export async function writeEndpoints(
  folder: string,
  file: string,
  names: readonly EndpointName[],
  simulators: Simulators,
): Promise<string> {
  const endpoints = await Promise.all(
    names.map(async (name) => {
      const vendor = ENDPOINTS[name];
      const { url, inventory } = simulators.get(vendor);
      const user = userOf(name, inventory().users);
      const access = { vendor, url, caFile: simulators.caFile ?? null, user };
      return [name, { ...(await writeAccess(folder, name, access)), ...settingsOf(name) }];
    }),
  );
  const path = join(folder, file);
  await writeFile(path, stringify({ installation: 'demo', endpoints: Object.fromEntries(endpoints) }));
  return path;
}

function settingsOf(name: EndpointName) {
  return {
    intervals: { least: '1s', greatest: '3s', stop: '1s' },
    // A look that dies with its worker is missed after twice this and 5 s. Elsewhere so short a time would make a busy
    // machine lose answers: whether such a start was accepted takes minutes to tell.
    ...(name === 'prime-dc2' && { timeout: '3s' }),
    ...(name === 'prime-burst' && { limits: ABOVE_THE_LIMIT }),
  };
}

/** A user for each endpoint of Prime, which limits by user. */
function userOf(name: EndpointName, users: readonly SimulatedUser[]): SimulatedUser {
  if (name === 'prime-burst') return BURST_USER;
  const user = name === 'prime-dc2' ? users.find((one) => one.name === 'colleague') : users[0];
  if (user === undefined) throw new Error(`the simulator has no user for ${name}`);
  return user;
}
