import type { Request } from './api.ts';
import { type Callback, GREATEST_CANCEL_BODY, type UpdateFirmware } from './params.ts';

const LISTS = { servers: 'ServerList', switches: 'SwitchList', storages: 'StorageList', cmms: 'CMMList' } as const;

/** The devices as both the update and its cancel name them. */
function deviceList(params: UpdateFirmware) {
  return (Object.keys(LISTS) as (keyof typeof LISTS)[])
    .filter((kind) => params[kind].length > 0)
    .map((kind) => ({
      [LISTS[kind]]: params[kind].map(({ uuid, components }) => ({
        UUID: uuid,
        Components: components.map(({ fixid, component }) => ({
          ...(fixid === undefined ? {} : { Fixid: fixid }),
          Component: component,
        })),
      })),
    }));
}

export function firmwareRequest(params: UpdateFirmware): Request {
  const { activationMode, forceUpdateMode, onErrorMode } = params;
  const query = new URLSearchParams({
    action: 'apply',
    ...(activationMode === undefined ? {} : { activationMode }),
    ...(forceUpdateMode === undefined ? {} : { forceUpdateMode: String(forceUpdateMode) }),
    ...(onErrorMode === undefined ? {} : { onErrorMode }),
  });
  const body = JSON.stringify({ DeviceList: deviceList(params) });
  return { method: 'PUT', path: `/updatableComponents?${query}`, body };
}

/** The cancel of the page's sample. For so many devices that a handle cannot carry them there is the newer form. */
export function firmwareCallback(params: UpdateFirmware): Callback | undefined {
  const cancelRESTBody = { DeviceList: deviceList(params) };
  if (JSON.stringify(cancelRESTBody).length > GREATEST_CANCEL_BODY) return undefined;
  const cancelURL = '/updatableComponents?action=cancelApply&jobID={jobId}';
  return { cancelURL, cancelRESTMethod: 'PUT', cancelRESTBody };
}
