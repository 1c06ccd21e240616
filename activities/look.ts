import type { Handle, Reading } from '../contract/job.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { attemptAtMs } from './start-context.ts';
import { toldReading } from './told.ts';

/** How often the vendor must have said that it does not know the job, over `lostAfter`, before it counts as lost. */
const LEAST_DENIALS = 3;

/** What attempts tell each other of a job that the vendor says it does not know; any other look begins anew. */
export interface Denials {
  /** ISO 8601, by the server's clock. */
  unknownSince?: string;
  denials?: number;
}

/** How one look went. `lost`: the vendor has kept denying the job, several times and over minutes, never once. */
export type Look = { reading: Reading } | { lost: string } | { unseen: Error; denials: Denials };

/** One look at a job, by an activity whose earlier attempts have met these denials. Never rejects. */
export async function lookAt(endpoint: Endpoint, handle: Handle, before: Denials): Promise<Look> {
  try {
    return { reading: toldReading(await endpoint.look(handle)) };
  } catch (error) {
    if (!(error instanceof VendorError) || error.type !== 'NotFound') return { unseen: error as Error, denials: {} };
    const unknownSince = before.unknownSince ?? new Date(attemptAtMs()).toISOString();
    const denials = (before.denials ?? 0) + 1;
    if (denials >= LEAST_DENIALS && isOlder(unknownSince, endpoint.settings.lostAfter)) return { lost: error.message };
    return { unseen: error, denials: { unknownSince, denials } };
  }
}

/** Compared by the server's clock, the only one that all attempts share. */
export function isOlder(since: string, ms: number): boolean {
  return attemptAtMs() - Date.parse(since) >= ms;
}
