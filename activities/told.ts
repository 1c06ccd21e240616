import { createHash } from 'node:crypto';
import type { Reading } from '../contract/job.ts';
import type { Started } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';

/** What a vendor says comes from outside, and Temporal has limits: this is the one place where it is cut to size. */
const GREATEST_ID = 200;
const GREATEST_WORDS = 200;
const GREATEST_MESSAGE = 1_000;
const GREATEST_RESULT = 4_096;
/** Far more than any handle needs, far less than what Temporal takes: it would have the start tried again for it. */
const GREATEST_HANDLE = 65_536;

/**
 * A started job as the workflow may have it. A longer id would be refused as a search attribute, and the server then
 * ends the workflow: it is told by its beginning and a hash. The handle keeps the whole one.
 */
export function toldStart<S extends Started>(started: S): S {
  const { vendorJobId, reading, handle } = started;
  const length = JSON.stringify(handle).length;
  if (length > GREATEST_HANDLE) {
    const found = `the vendor's answer names the job in ${length} characters; at most ${GREATEST_HANDLE} can be kept`;
    throw new VendorError('UnexpectedResponse', found);
  }
  return { ...started, vendorJobId: shortId(vendorJobId), ...(reading && { reading: toldReading(reading) }) };
}

export function shortId(id: string): string {
  if (id.length <= GREATEST_ID) return id;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${id.slice(0, GREATEST_ID - 17)}~${hash}`;
}

/** Words of the vendor's for people. */
export function toldText(text: string): string {
  return text.slice(0, GREATEST_MESSAGE);
}

/** A word that is not known is counted where it is read, and is of no use to the workflow. */
export function toldReading({ words, unknownWords: _counted, message, result, ...reading }: Reading): Reading {
  const fits = result !== undefined && JSON.stringify(result).length <= GREATEST_RESULT;
  return {
    ...reading,
    words: words.slice(0, GREATEST_WORDS),
    ...(message !== undefined && { message: toldText(message) }),
    ...(fits && { result }),
  };
}
