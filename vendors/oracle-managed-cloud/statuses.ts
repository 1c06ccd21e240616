import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, McsApi } from './api.ts';
import { statuses } from './wire.ts';

/** Lists have 25 rows unless they are asked for others, and nothing says that this one can be asked. */
const MOST_IN_ONE_CALL = 25;

/** The workflow status of each execution; those that have none, or that the vendor does not know, are missing. */
export async function readStatuses(api: McsApi, ids: readonly string[], errand: Errand): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const chunks = Array.from({ length: Math.ceil(unique.length / MOST_IN_ONE_CALL) }, (_, at) =>
    unique.slice(at * MOST_IN_ONE_CALL, (at + 1) * MOST_IN_ONE_CALL),
  );
  const read = await Promise.all(chunks.map((chunk) => readChunk(api, chunk, errand)));
  return new Map(read.flatMap((one) => [...one]));
}

async function readChunk(api: McsApi, ids: readonly string[], errand: Errand): Promise<Map<string, string>> {
  try {
    const query = ids.map((id) => `id=${id}`).join('&');
    const { response } = api.read(await api.workflow(`status?${query}&requestor=CONFIG`, errand), statuses);
    return new Map(
      response.flatMap(({ executionId, status }) => (status === undefined ? [] : [[executionId, status]])),
    );
  } catch (error) {
    // One id that it does not know may spoil the call for all; the execution itself tells then.
    const isOfAnId = error instanceof VendorError && (error.type === 'NotFound' || error.type === 'InvalidRequest');
    if (!isOfAnId) throw error;
    if (ids.length === 1) return new Map();
    return await readStatusesOneByOne(api, ids, errand);
  }
}

async function readStatusesOneByOne(api: McsApi, ids: readonly string[], errand: Errand): Promise<Map<string, string>> {
  const read = await Promise.all(ids.map((id) => readChunk(api, [id], errand)));
  return new Map(read.flatMap((one) => [...one]));
}
