import { attemptAtMs } from './start-context.ts';

/** How often the vendor must have said that it does not know the job, over `lostAfter`, before it counts as lost. */
const LEAST_DENIALS = 3;

/** What attempts tell each other of a job that the vendor says it does not know. */
export interface Denials {
  /** ISO 8601, by the server's clock. */
  unknownSince?: string;
  denials?: number;
}

/** One more denial. */
export function denied(before: Denials): Denials {
  const unknownSince = before.unknownSince ?? new Date(attemptAtMs()).toISOString();
  return { unknownSince, denials: (before.denials ?? 0) + 1 };
}

/** True where the vendor has kept denying the job: several times, and over minutes, never once. */
export function isLost({ unknownSince, denials = 0 }: Denials, lostAfterMs: number): boolean {
  return unknownSince !== undefined && denials >= LEAST_DENIALS && isOlder(unknownSince, lostAfterMs);
}

/** Compared by the server's clock, the only one that all attempts share. */
export function isOlder(since: string, ms: number): boolean {
  return attemptAtMs() - Date.parse(since) >= ms;
}
