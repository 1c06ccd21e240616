import type { StartContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { LxcaApi } from './api.ts';
import { type CallbackPlace, keepCallback, refuseForeign } from './callback.ts';
import { firmwareCallback, firmwareRequest } from './firmware.ts';
import type { LxcaHandle } from './handle.ts';
import { readJobId } from './job-id.ts';
import type { Callback, Power, Track, UpdateFirmware } from './params.ts';
import { readCreated, tellProgress, trackRequest } from './track.ts';

/** Where starts find what is the endpoint's and not the job's. */
export interface StartPlace extends CallbackPlace {
  username: string;
  /** The endpoint's own way to cancel. */
  cancel: Callback | undefined;
}

/** The callback of a job with these parameters: its own, else the endpoint's, else the operation's. */
export function callbackOf(params: unknown, operation: string, place: StartPlace): Callback | undefined {
  const own = (params as { cancel?: Callback }).cancel ?? place.cancel;
  return own ?? (operation === 'update-firmware' ? firmwareCallback(params as UpdateFirmware) : undefined);
}

export async function start(
  api: LxcaApi,
  place: StartPlace,
  params: unknown,
  context: StartContext,
  resume?: LxcaHandle,
): Promise<Started<LxcaHandle>> {
  const callback = callbackOf(params, context.operation, place);
  // A job that exists is not refused any more; its callback is checked again when it is used.
  if (resume === undefined) refuseForeign(callback, place);
  const handle = resume ?? keepCallback(await create(api, place, params, callback, context), callback);
  const percentage = context.operation === 'track' ? (params as Track).percentage : undefined;
  if (percentage !== undefined) {
    await tellProgress(api, handle.jobId, percentage, { ...errandOf(context), isResumed: resume !== undefined });
  }
  return { handle, vendorJobId: handle.jobId };
}

function errandOf({ signal }: StartContext) {
  return { kind: 'start', signal } as const;
}

/** The one call that makes the job; its id. */
async function create(
  api: LxcaApi,
  { username }: StartPlace,
  params: unknown,
  callback: Callback | undefined,
  context: StartContext,
): Promise<string> {
  const errand = errandOf(context);
  switch (context.operation) {
    case 'update-firmware': {
      const request = firmwareRequest(params as UpdateFirmware);
      return readJobId(api, await api.sendWell({ ...request, changes: true }, errand));
    }
    case 'power': {
      const { uuid, powerState } = params as Power;
      const request = { method: 'PUT', path: `/nodes/${uuid}`, body: JSON.stringify({ powerState }) } as const;
      return readJobId(api, await api.sendWell({ ...request, changes: true }, errand));
    }
    case 'track': {
      const request = trackRequest(params as Track, callback, { stamp: context.stamp, createdBy: username });
      const sent = await api.sendWell({ ...request, changes: true }, errand);
      return await readCreated(api, sent, context.stamp, errand);
    }
    default:
      throw new VendorError('InvalidRequest', `${api.endpoint}: there is no operation ${context.operation}`);
  }
}
