import { createHash } from 'node:crypto';
import type { LenovoXclarityOptions } from './options.ts';
import type { Works } from './works.ts';

export interface Device {
  uuid: string;
  name: string;
  isUnlicensed: boolean;
  isOn: boolean;
}

export interface Devices {
  all(): Device[];
  find(uuid: string): Device | undefined;
}

/** Always the same UUID for the same name, so that scripts can be written down. */
export function uuidOf(name: string): string {
  return createHash('sha1').update(name).digest('hex').slice(0, 32).toUpperCase();
}

const ORDINARY_DEVICES = 40;

function ordinary(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `node-${String(index + 1).padStart(2, '0')}`);
}

/** Of the page's sample and of public clients' captures. */
const KNOWN = [
  { uuid: '8BFBADCC33CB11E499F740F2E9903640', name: 'sample-server' },
  { uuid: '6B538D351B8211E193F65CF3FC6E4030', name: 'compute-node' },
  { uuid: uuidOf('unlicensed'), name: 'unlicensed', isUnlicensed: true },
];

/** A device for each work, so that a power action can have any behaviour too. */
export function createDevices({ devices = [], ordinaryDevices }: LenovoXclarityOptions, works: Works): Devices {
  const names = [...works.all().map((work) => work.name), ...ordinary(ordinaryDevices ?? ORDINARY_DEVICES)];
  const listed = [...KNOWN, ...names.map((name) => ({ uuid: uuidOf(name), name })), ...devices];
  const known = new Map<string, Device>();
  for (const device of listed) {
    const uuid = device.uuid.toUpperCase();
    known.set(uuid, { isUnlicensed: false, isOn: true, ...device, uuid });
  }
  return { all: () => [...known.values()], find: (uuid) => known.get(uuid.toUpperCase()) };
}
