import { VendorError } from '../contract/vendor-error.ts';

/** Codes by which Node and OpenSSL say that the certificate is not to be trusted, and what to do about each. */
const UNTRUSTED: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate was signed by an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate was signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate was signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate was signed by an unknown authority',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_SIGNATURE_FAILURE: "the certificate's signature is wrong",
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
};

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error as { code?: unknown; name?: unknown; cause?: unknown } | undefined; cause; ) {
    if (typeof cause.code === 'string') codes.push(cause.code);
    if (typeof cause.name === 'string') codes.push(cause.name);
    cause = cause.cause as typeof cause;
  }
  return codes;
}

interface Circumstances {
  endpoint: string;
  /** True once the request was written to a connected socket. */
  sent: boolean;
  /** True for a request that may have started something. */
  changes: boolean;
  timeoutMs: number;
}

/** What it means that no whole answer came. Decided by whether the request left, not by the error's words. */
export function transportError(error: unknown, { endpoint, sent, changes, timeoutMs }: Circumstances): VendorError {
  const codes = codesOf(error);
  const untrusted = codes.find((code) => code in UNTRUSTED);
  if (untrusted !== undefined) {
    const advice = "set the endpoint's `ca` to the file of the authority that signed it";
    return new VendorError('Untrusted', `${endpoint}: ${UNTRUSTED[untrusted]} (${untrusted}); ${advice}`);
  }
  const why = codes.includes('TimeoutError')
    ? `no answer within ${timeoutMs / 1_000} s`
    : (codes[0] ?? 'unknown error');
  if (!sent) return new VendorError('Unavailable', `${endpoint}: cannot be reached (${why}); nothing was sent`);
  if (changes) return new VendorError('AnswerLost', `${endpoint}: the request was sent, its answer was lost (${why})`);
  const type = codes.includes('UND_ERR_RES_EXCEEDED_MAX_SIZE') ? 'UnexpectedResponse' : 'Unavailable';
  return new VendorError(type, `${endpoint}: no whole answer (${why})`);
}
