import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { certificateTrouble, transportError } from './transport-error.ts';

/** The certificate that a server shows, and whether calls to it would trust it. */
export interface ServerCertificate {
  pem: string;
  /** SHA-256, as openssl and browsers print it: `AB:CD:…`. */
  fingerprint: string;
  subject: string;
  issuer: string;
  /** The host names and addresses that it is for. */
  names: string;
  validTo: Date;
  /**
   * `authority`: signed by one that is trusted already. `selfSigned`: trusted once this very certificate is the endpoint's
   * `ca`. `untrusted`: not even then.
   */
  trust: 'authority' | 'selfSigned' | 'untrusted';
  /** Why it is not to be trusted, and what would help; undefined for `authority` and `selfSigned`. */
  trouble?: readonly [what: string, advice: string];
}

interface Ask {
  /** Name of the endpoint, for errors. */
  endpoint: string;
  url: URL;
  /** PEM of the authorities to trust instead of the system's. */
  ca?: string;
  timeoutMs: number;
}

/** Shakes hands with an https server and sends nothing. Throws a `VendorError` where no handshake comes about. */
export async function fetchCertificate(ask: Ask): Promise<ServerCertificate> {
  const { certificate, code } = await shakeHands(ask);
  const facts = factsOf(certificate);
  if (code === undefined) return { ...facts, trust: 'authority' };
  if (ask.ca !== undefined || !isSelfSigned(certificate))
    return { ...facts, trust: 'untrusted', trouble: certificateTrouble(code) };
  // OpenSSL names one trouble at a time: with the certificate trusted, a wrong host or its age would show.
  const again = await shakeHands({ ...ask, ca: facts.pem });
  if (again.certificate.fingerprint256 !== facts.fingerprint)
    return { ...facts, trust: 'untrusted', trouble: CHANGING };
  if (again.code === undefined) return { ...facts, trust: 'selfSigned' };
  return { ...facts, trust: 'untrusted', trouble: certificateTrouble(again.code) };
}

const CHANGING = [
  'two connections showed two self-signed certificates',
  "several servers share this address: give a file with all of their certificates as the endpoint's `ca`",
] as const;

interface Shown {
  certificate: X509Certificate;
  /** Why it would be refused; undefined where it would not. */
  code?: string;
}

async function shakeHands(ask: Ask): Promise<Shown> {
  try {
    return await handshake(ask);
  } catch (error) {
    throw transportError(error, { endpoint: ask.endpoint, sent: false, changes: false, timeoutMs: ask.timeoutMs });
  }
}

function handshake({ url, ca, timeoutMs }: Ask): Promise<Shown> {
  const { promise, resolve, reject } = Promise.withResolvers<Shown>();
  // An IPv6 address stands in brackets in a URL.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({
    host,
    port: Number(url.port || 443),
    // No server is named by an address.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    // To see a certificate that is not trusted yet. The connection ends before anything is sent.
    rejectUnauthorized: false,
  });
  const late = () => socket.destroy(new DOMException('no answer in time', 'TimeoutError'));
  const timer = setTimeout(late, timeoutMs);
  socket.once('error', reject);
  socket.once('close', () => {
    clearTimeout(timer);
    reject(Object.assign(new Error('closed in the handshake'), { code: 'ECONNRESET' }));
  });
  socket.once('secureConnect', () => {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) reject(new Error('the server showed no certificate'));
    // Declared as an error; it is the error's code.
    else resolve({ certificate, ...(!socket.authorized && { code: String(socket.authorizationError) }) });
    socket.destroy();
  });
  return promise;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

function factsOf(certificate: X509Certificate) {
  return {
    pem: certificate.toString(),
    fingerprint: certificate.fingerprint256,
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    names: certificate.subjectAltName ?? 'none',
    validTo: certificate.validToDate,
  };
}

/** Node has a part of a name on each line, and nothing for an empty one. */
function onOneLine(name: string | undefined): string {
  return name?.trim().split('\n').join(', ') || 'no name';
}
