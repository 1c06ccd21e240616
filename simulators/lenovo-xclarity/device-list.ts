import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import type { Appliance } from './appliance.ts';
import type { Device } from './devices.ts';
import { notFound, notValid } from './messages.ts';
import { objectOf } from './request-body.ts';

const component = z.looseObject({ Fixid: z.string().optional(), Component: z.string().optional() });
const device = z.looseObject({
  UUID: z.string(),
  Components: z.array(component).nullish(),
  PowerState: z.string().optional(),
});
// Public clients send null for the kinds of device that they leave out.
const list = z.array(device).nullish();
const body = z.looseObject({
  DeviceList: z.array(z.looseObject({ ServerList: list, SwitchList: list, StorageList: list, CMMList: list })).min(1),
});

export interface Asked {
  device: Device;
  components: z.infer<typeof component>[];
  powerState?: string | undefined;
}

/** The devices of an update's or a power action's body. */
export function devicesOf(call: Call, { devices }: Appliance): Asked[] | Reply {
  const { success, data, error } = body.safeParse(objectOf(call));
  if (!success) return notValid(z.prettifyError(error));
  const listed = data.DeviceList.flatMap(({ ServerList, SwitchList, StorageList, CMMList }) =>
    [ServerList, SwitchList, StorageList, CMMList].flatMap((one) => one ?? []),
  );
  if (listed.length === 0) return notValid('DeviceList names no device.');
  const unknown = listed.find(({ UUID }) => devices.find(UUID) === undefined);
  if (unknown !== undefined) return notFound(`There is no device ${unknown.UUID}.`);
  return listed.flatMap(({ UUID, Components, PowerState }) => {
    const found = devices.find(UUID);
    return found === undefined ? [] : [{ device: found, components: Components ?? [], powerState: PowerState }];
  });
}
