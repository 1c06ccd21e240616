import { z } from 'zod';
import { show } from '../../contract/request.ts';
import type { CallContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { McsHandle } from './handle.ts';
import { madeAt } from './identity.ts';
import { look, scheduleOf } from './look.ts';
import { pathName } from './params.ts';
import type { Reader } from './parts.ts';
import { executionId } from './wire.ts';

const adoptable = z.strictObject({ instanceId: pathName, executionId });

/** Takes an execution that is there already, scheduled or not. */
export async function adopt(
  reader: Reader,
  ids: Readonly<Record<string, string | number>>,
  { signal }: CallContext,
): Promise<Started<McsHandle>> {
  const errand = { kind: 'start', signal } as const;
  const { endpoint } = reader.api;
  const known = adoptable.safeParse(ids).data;
  if (known === undefined) {
    const expected = "expected instanceId and executionId, the instance's name and the execution's id (its RFC number)";
    throw new VendorError('InvalidRequest', `${endpoint}: adopt: ${expected}; found ${show(ids)}`);
  }
  const record = await reader.api.execution(known.instanceId, known.executionId, errand);
  const handle = { ...known, ...scheduleOf(record), ...madeAt(record) };
  const [reading] = await look(reader, [handle], errand);
  if (reading === undefined || reading instanceof Error) throw reading;
  return { handle, vendorJobId: known.executionId, reading };
}
