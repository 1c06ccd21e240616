import { z } from 'zod';
import { show } from '../../contract/request.ts';
import type { CallContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { LxcaApi } from './api.ts';
import { keepCallback, refuseForeign } from './callback.ts';
import type { LxcaHandle } from './handle.ts';
import { readRows } from './look.ts';
import { callbackShape } from './params.ts';
import { readingOf } from './reading.ts';
import type { StartPlace } from './start.ts';
import { id } from './wire.ts';

/** Ids are flat, so a body comes as JSON text. */
const bodyText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'JSON text' });
    return z.NEVER;
  }
});
const idsShape = z.strictObject({
  jobId: id,
  cancelURL: z.string().optional(),
  cancelRESTMethod: z.string().optional(),
  cancelRESTBody: bodyText.optional(),
});

/** Takes a job that runs already, with the way to cancel it where the caller knows one. */
export async function adopt(
  api: LxcaApi,
  place: StartPlace,
  ids: Readonly<Record<string, string | number>>,
  { signal }: CallContext,
): Promise<Started<LxcaHandle>> {
  const given = idsShape.safeParse(ids).data;
  const { jobId, ...way } = given ?? {};
  const callback = Object.keys(way).length === 0 ? place.cancel : callbackShape.safeParse(way).data;
  if (jobId === undefined || (callback === undefined && Object.keys(way).length > 0)) {
    const expected =
      'expected jobId, and where the job is to be canceled by a callback cancelURL, cancelRESTMethod (GET, POST, PUT, ' +
      'DELETE) and, needed with PUT and POST, cancelRESTBody as JSON text of an object';
    throw new VendorError('InvalidRequest', `${api.endpoint}: adopt: ${expected}; found ${show(ids)}`);
  }
  refuseForeign(callback, place);
  const handle = keepCallback(jobId, callback);
  const at = (await readRows(api, [handle], { kind: 'start', signal }))(handle);
  if (at instanceof Error) throw at;
  const older = at.api === 'jobs' ? ({ api: 'jobs' } as const) : {};
  return { handle: { ...handle, ...older }, vendorJobId: jobId, reading: readingOf(at.row) };
}
