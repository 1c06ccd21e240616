import { VendorError } from '../contract/vendor-error.ts';

const SET_CA = "set the endpoint's `ca` to the file of the authority that signed it";
const OF_THE_VENDOR = 'the vendor needs a new one';

/** Codes by which Node and OpenSSL say that the certificate is not to be trusted, and what to do about each. */
const UNTRUSTED: Record<string, readonly [what: string, advice: string]> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'the certificate is self-signed',
    "set the endpoint's `ca` to a file with this very certificate",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: ['the certificate was signed by an authority that is not trusted', SET_CA],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['the certificate was signed by an unknown authority', SET_CA],
  UNABLE_TO_GET_ISSUER_CERT: ['the certificate was signed by an unknown authority', SET_CA],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['the certificate was signed by an unknown authority', SET_CA],
  CERT_HAS_EXPIRED: ['the certificate has expired', `${OF_THE_VENDOR}, if our clock is right`],
  CERT_NOT_YET_VALID: ['the certificate is not valid yet', "compare our clock with the vendor's"],
  CERT_SIGNATURE_FAILURE: ["the certificate's signature is wrong", `${SET_CA}, or renew it`],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'the certificate is for another host name',
    "use a name in the endpoint's `url` that stands in the certificate, or have it renewed with this one",
  ],
};

const BAD_PORT = 'bad port';

/** Why no connection came about, in words, where the code is known. */
const UNREACHED: Record<string, string> = {
  ENOTFOUND: 'its host name is not known to DNS',
  EAI_AGAIN: 'DNS does not answer',
  ECONNREFUSED: 'nothing listens at that address and port',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no way to that network',
  ECONNRESET: 'the connection was cut off',
  [BAD_PORT]: 'fetch refuses that port, as browsers do',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time; is a firewall between?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server there speaks no TLS; is the port right?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server there speaks no TLS; is the port right?',
};

/** Why the certificate is not to be trusted, and what to do about it; a code that we do not know stands for itself. */
export function certificateTrouble(code: string): readonly [what: string, advice: string] {
  return UNTRUSTED[code] ?? [`the certificate is not trusted (${code})`, OF_THE_VENDOR];
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (
    let cause = error as { code?: unknown; name?: unknown; message?: unknown; cause?: unknown } | undefined;
    cause;
  ) {
    if (typeof cause.code === 'string') codes.push(cause.code);
    if (typeof cause.name === 'string') codes.push(cause.name);
    // All that fetch says of a port that no browser may use.
    if (cause.message === BAD_PORT) codes.push(BAD_PORT);
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

function describe(codes: readonly string[], timeoutMs: number): string {
  if (codes.includes('TimeoutError')) return `no answer within ${timeoutMs / 1_000} s`;
  const known = codes.find((code) => code in UNREACHED);
  return known === undefined ? (codes[0] ?? 'unknown error') : `${known}: ${UNREACHED[known]}`;
}

/** What it means that no whole answer came. Decided by whether the request left, not by the error's words. */
export function transportError(error: unknown, { endpoint, sent, changes, timeoutMs }: Circumstances): VendorError {
  const codes = codesOf(error);
  const untrusted = codes.find((code) => code in UNTRUSTED);
  const [what, advice] = (untrusted && UNTRUSTED[untrusted]) || [];
  if (what !== undefined) return new VendorError('Untrusted', `${endpoint}: ${what} (${untrusted}); ${advice}`);
  const why = describe(codes, timeoutMs);
  if (!sent) return new VendorError('Unavailable', `${endpoint}: cannot be reached (${why}); nothing was sent`);
  if (changes) return new VendorError('AnswerLost', `${endpoint}: the request was sent, its answer was lost (${why})`);
  const type = codes.includes('UND_ERR_RES_EXCEEDED_MAX_SIZE') ? 'UnexpectedResponse' : 'Unavailable';
  return new VendorError(type, `${endpoint}: no whole answer (${why})`);
}
