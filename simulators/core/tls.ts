import { createCertificate, createKeys, type KeyPair } from './certificate.ts';

/** What kind of certificate a simulator shows: a good one, or one of the bad ones that a client must refuse. */
export const CERTIFICATE_KINDS = ['valid', 'selfSigned', 'expired', 'wrongHost'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export interface Authority {
  /** PEM of the authority's certificate: what clients trust. */
  ca: string;
  issue(kind: CertificateKind): { key: string; cert: string };
}

const DAY_MS = 86_400_000;
const AUTHORITY_NAME = 'Reeve simulators CA';

function days(count: number): Date {
  return new Date(Date.now() + count * DAY_MS);
}

function issue(authorityKeys: KeyPair, kind: CertificateKind): { key: string; cert: string } {
  const keys = createKeys();
  const isWrongHost = kind === 'wrongHost';
  const subject = isWrongHost ? 'elsewhere.example' : 'localhost';
  const cert = createCertificate({
    subject,
    keys,
    issuer: kind === 'selfSigned' ? { name: subject, keys } : { name: AUTHORITY_NAME, keys: authorityKeys },
    isAuthority: false,
    dnsNames: [subject],
    addresses: isWrongHost ? [] : ['127.0.0.1'],
    notBefore: days(-30),
    notAfter: kind === 'expired' ? days(-1) : days(365),
  });
  return { key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

/** A certificate authority that lives as long as the process. Elliptic keys, because RSA ones take a second to make. */
export function createAuthority(): Authority {
  const keys = createKeys();
  const ca = createCertificate({
    subject: AUTHORITY_NAME,
    keys,
    issuer: { name: AUTHORITY_NAME, keys },
    isAuthority: true,
    notBefore: days(-30),
    notAfter: days(3650),
  });
  return { ca, issue: (kind) => issue(keys, kind) };
}
