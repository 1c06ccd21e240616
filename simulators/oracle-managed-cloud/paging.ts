import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { invalid } from './replies.ts';

const FIRST_ITEMS = 25;

function whole(text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** A part of the list by offset and limit, and the length of the whole in X-Total-Rows-Count. */
export function pageReply({ query }: Call, items: unknown[]): Reply {
  const offset = whole(query.get('offset'), 0);
  const limit = whole(query.get('limit'), FIRST_ITEMS);
  if (Number.isNaN(offset) || Number.isNaN(limit) || limit === 0) {
    return invalid('offset is a whole number from 0, and limit one from 1.');
  }
  const part = jsonReply(200, items.slice(offset, offset + limit));
  return { ...part, headers: { 'X-Total-Rows-Count': String(items.length) } };
}
