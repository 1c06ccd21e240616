import type { Socket } from 'node:net';

export const VENDOR_NAMES = [
  'cisco-prime',
  'symantec-ccs',
  'lenovo-xclarity',
  'riverbed-cmc',
  'oracle-managed-cloud',
] as const;
export type VendorName = (typeof VENDOR_NAMES)[number];

/** What a call is for, told by its route and operation alone. A search is a look: nobody can tell them apart on the wire. */
export const CALL_KINDS = ['start', 'look', 'cancel', 'login', 'other'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** One request to a vendor's API, read to its end. */
export interface Call {
  /** Number of the call in the ledger; never used twice. */
  n: number;
  method: string;
  /** Path without the query, percent-decoded. */
  path: string;
  /** Everything after the question mark, as it came. */
  rawQuery: string;
  query: URLSearchParams;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
  /** Scheme and host as the client named them, for the addresses in answers. */
  origin: string;
  socket: Socket;
  /** Whether the client means to use the connection again. */
  isPersistent: boolean;
  /** Set by the vendor once it knows who asks. */
  user?: string;
  /** The vendor's ids that the call made or touched. */
  ids: string[];
  /** A scripted fault: the request is being carried out for the second time. */
  isRepeated: boolean;
  /** A scripted fault: a cancel is answered as accepted and changes nothing. */
  acceptNothing: boolean;
  /** What to do when the call has been answered or its connection is gone. */
  ends: (() => void)[];
}

export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  contentType?: string;
  body?: string;
  /** The vendor's own limit turned the call away. */
  isOverLimit?: true;
}

export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
