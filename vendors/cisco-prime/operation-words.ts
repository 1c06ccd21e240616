import { VendorError } from '../../contract/vendor-error.ts';
import type { OperationResult } from './api.ts';
import { isLongId } from './handle.ts';

/** What an operation's result says of one id; undefined where it leaves the id out. An id in both lists has failed. */
export function wordOn(
  { success, failure }: OperationResult,
  id: string | undefined,
): { reply: 'accepted' } | { reply: 'refused'; why: string } | undefined {
  const failed = failure.find((each) => each.id === id);
  if (failed !== undefined) return { reply: 'refused', why: whyOf(failed) };
  return success.some((each) => each.id === id) ? { reply: 'accepted' } : undefined;
}

function whyOf({ message, status }: OperationResult['failure'][number]): string {
  const words = [message, status].filter(Boolean).join(' / ').replaceAll(/\s+/g, ' ');
  return words === '' ? 'Prime gave no reason' : words.slice(0, 300);
}

/** For a job on whose id there is no word, or that had no id to send. */
export function noWord(endpoint: string, operation: string, jobName: string, id: string | undefined): VendorError {
  const why = isLongId(id) ? `no word on id ${id}` : `Prime shows no id to ${operation} it by, found ${id ?? 'none'}`;
  return new VendorError('UnexpectedResponse', `${endpoint}: ${operation} of ${jobName}: ${why}`);
}
