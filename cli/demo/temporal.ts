import { configuredAddress } from '../../client/index.ts';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer } from '../../dev/index.ts';
import { printNote } from '../print.ts';

/** Where Temporal is. */
export interface Temporal {
  address: string;
  /** The embedded server's Web UI; absent where the server is not ours. */
  uiUrl?: string;
  /** Why the embedded server is over, once it is. */
  exited?: Promise<string>;
}

/** The configured Temporal, or an embedded one, which this process and its children then find by environment. */
export async function findTemporal(parts: AsyncDisposableStack): Promise<Temporal> {
  const configured = configuredAddress();
  if (configured !== undefined) return { address: configured };
  const server = await startTemporalServer({ searchAttributes: SEARCH_ATTRIBUTES, progress: printNote });
  parts.defer(() => server.stop());
  process.env.TEMPORAL_ADDRESS = server.address;
  return server;
}

export function temporalLine({ address, uiUrl }: Temporal): string {
  return uiUrl === undefined ? `Temporal is at ${address}.` : `Temporal is at ${address}, its Web UI at ${uiUrl}.`;
}
