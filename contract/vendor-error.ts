export const VENDOR_ERROR_TYPES = [
  'InvalidRequest',
  'Unauthorized',
  'Forbidden',
  'NotFound',
  'Conflict',
  'RateLimited',
  'Unavailable',
  'Untrusted',
  'UnexpectedResponse',
  'AnswerLost',
] as const;
/**
 * Why a call to a vendor failed.
 *
 * - `RateLimited` and `Unavailable`: a changing call that failed so was surely not carried out, and may be made again.
 * - `AnswerLost`: a changing call may have been carried out; nobody knows.
 * - `UnexpectedResponse`: a read was answered with something that is not what it should be.
 */
export type VendorErrorType = (typeof VENDOR_ERROR_TYPES)[number];

/** A failed call. A vendor's failed *job* is not an error but a reading. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly type: VendorErrorType;
  /** How long the vendor asked us to wait, where it did. */
  readonly retryAfterMs: number | undefined;

  /** `message` goes into histories and logs: it must hold no secret and no raw body. */
  constructor(type: VendorErrorType, message: string, retryAfterMs?: number) {
    super(message);
    this.type = type;
    this.retryAfterMs = retryAfterMs;
  }
}

/** True for a failure after which a changing call may be sent again without starting anything twice. */
export function isNotAccepted(type: VendorErrorType): boolean {
  return type === 'RateLimited' || type === 'Unavailable';
}
