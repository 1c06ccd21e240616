import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';

/** Values as they were before the client's converter and codecs encoded them. */
export function decoded(client: Client, payloads: readonly Payload[] | null | undefined): Promise<unknown[]> {
  return decodeArrayFromPayloads(client.options.loadedDataConverter, [...(payloads ?? [])]);
}
