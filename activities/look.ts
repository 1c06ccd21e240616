import type { News } from '../contract/activities.ts';
import type { Handle, Reading, State } from '../contract/job.ts';
import { isTerminal } from '../contract/job.ts';
import type { Looked } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { countLook } from './meters.ts';
import { attemptAtMs } from './start-context.ts';
import { toldReading } from './told.ts';

/** How often the vendor must have said that it does not know the job, over `lostAfter`, before it counts as lost. */
const LEAST_DENIALS = 3;

/** What looks tell the next one of a job that the vendor says it does not know; any other look begins anew. */
export interface Denials {
  /** ISO 8601, by the clock that all looks of a row share. */
  unknownSince?: string;
  denials?: number;
}

/** What looks tell the next one. Losing it only delays. Times are ISO texts, for people too. */
export interface Memory extends Denials {
  outOfSightSince?: string;
}

/** How one look went. `lost`: the vendor has kept denying the job, several times and over minutes, never once. */
export type Look = { reading: Reading } | { lost: string } | { unseen: Error; denials: Denials };

/** One look at a job, by an activity whose earlier attempts have met these denials. Never rejects. */
export async function lookAt(endpoint: Endpoint, handle: Handle, before: Denials): Promise<Look> {
  const looked = await endpoint.look(handle).catch((error: Error) => error);
  countLook(endpoint, looked);
  return judge(looked, before, { ...endpoint.settings, nowMs: attemptAtMs() });
}

/** What the rules for failed looks rest on; `nowMs` by one clock for all looks of a row. */
export interface Patience {
  nowMs: number;
  lostAfter: number;
  outOfSightAfter: number;
}

/** What the vendor's answer means after these denials. */
export function judge(looked: Looked, before: Denials, { nowMs, lostAfter }: Patience): Look {
  if (!(looked instanceof Error)) return { reading: toldReading(looked) };
  if (!(looked instanceof VendorError) || looked.type !== 'NotFound') return { unseen: looked, denials: {} };
  const unknownSince = before.unknownSince ?? new Date(nowMs).toISOString();
  const denials = (before.denials ?? 0) + 1;
  if (denials >= LEAST_DENIALS && isOlder(unknownSince, lostAfter, nowMs)) return { lost: looked.message };
  return { unseen: looked, denials: { unknownSince, denials } };
}

/** What the workflow knows of its job. */
export interface Known {
  state: State;
  outOfSight: boolean;
}

/** What a look tells the workflow that it does not know yet, or else what it tells the next look. */
export function newsOf(
  look: Look,
  known: Known,
  before: Memory,
  { nowMs, outOfSightAfter }: Patience,
): { news: News } | { memory: Memory } {
  if ('lost' in look) return { news: { news: 'lost', reason: look.lost } };
  if ('reading' in look) {
    const { reading } = look;
    const isNews = reading.state !== known.state || isTerminal(reading.state) || known.outOfSight;
    return isNews ? { news: { news: 'reading', reading } } : { memory: {} };
  }
  const since = before.outOfSightSince ?? new Date(nowMs).toISOString();
  if (!known.outOfSight && isOlder(since, outOfSightAfter, nowMs)) {
    return { news: { news: 'outOfSight', since, reason: look.unseen.message } };
  }
  return { memory: { ...look.denials, outOfSightSince: since } };
}

/** What a look without news says for people: the vendor's words, how far it is, and its message. */
export function seenText({ words, percent, message }: Reading): string {
  return `${words}${percent === undefined ? '' : ` ${percent} %`}${message === undefined ? '' : `: ${message}`}`;
}

function isOlder(since: string, ms: number, nowMs: number): boolean {
  return nowMs - Date.parse(since) >= ms;
}
