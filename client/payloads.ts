import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';

/** Values as they were before the client's converter and codecs encoded them. */
export async function decoded(client: Client, payloads: readonly Payload[] | null | undefined): Promise<unknown[]> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  let plain = [...(payloads ?? [])];
  for (const codec of payloadCodecs.toReversed()) plain = await codec.decode(plain);
  return plain.map((payload) => payloadConverter.fromPayload(payload));
}
