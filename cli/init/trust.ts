import { readFile } from 'node:fs/promises';
import { VendorError } from '../../contract/vendor-error.ts';
import { fetchCertificate, type ServerCertificate } from '../../vendors/certificate.ts';
import { endpointUrl } from '../../vendors/endpoint-url.ts';
import { VENDORS } from '../../vendors/registry.ts';
import { BadInput } from '../bad-input.ts';
import { plain, printNote } from '../print.ts';
import type { Asking } from './asking.ts';
import { EndpointUnusable } from './endpoint-unusable.ts';
import type { Answers, Typed } from './typed.ts';

/** How the endpoint's certificate is trusted. */
export interface Trust {
  /** Path of the file with its authority, as it was typed. */
  caFile?: string;
  /** The certificate itself, where it is its own authority: to be kept in a file. */
  pem?: string;
  /** SHA-256; undefined over plain http. */
  fingerprint?: string;
}

const WITHIN_MS = 15_000;

/** Shows the server's certificate and settles whether it is trusted. Sends nothing to it. */
export async function settleTrust(answers: Answers, typed: Typed, asking: Asking): Promise<Trust> {
  const wanted = typed.fingerprint === undefined ? undefined : readFingerprint(typed.fingerprint);
  const { name, vendor } = answers;
  const url = endpointUrl(answers, VENDORS[vendor as keyof typeof VENDORS]);
  if (url.protocol === 'http:') return withoutCertificate(typed);
  const ca = typed.ca === undefined ? undefined : await readAuthority(typed.ca);
  const certificate = await reached(
    fetchCertificate({ endpoint: name, url, timeoutMs: WITHIN_MS, ...(ca !== undefined && { ca }) }),
  );
  for (const line of certificateLines(url, certificate)) printNote(line);
  const { fingerprint, trouble } = certificate;
  if (wanted !== undefined && wanted !== fingerprint) throw another(url, wanted, fingerprint);
  if (trouble !== undefined) throw untrusted(certificate, trouble, ca !== undefined);
  const trusted = { fingerprint, ...(typed.ca !== undefined && { caFile: typed.ca }) };
  if (certificate.trust === 'authority') return trusted;
  if (wanted === undefined && !(await isAccepted(url, certificate, asking))) {
    throw new EndpointUnusable('the certificate was not accepted; nothing was written');
  }
  return { ...trusted, pem: certificate.pem };
}

function withoutCertificate({ ca, fingerprint }: Typed): Trust {
  const given = ca === undefined ? fingerprint && '--fingerprint' : '--ca';
  if (!given) return {};
  throw new BadInput({
    field: given,
    found: 'an http: URL, which has no certificate',
    expected: 'an https: URL with it',
  });
}

async function isAccepted(url: URL, { fingerprint }: ServerCertificate, asking: Asking): Promise<boolean> {
  const question = 'Trust it from now on? Compare with what the appliance itself shows';
  const accepted = await asking.confirm(question);
  if (accepted !== undefined) return accepted;
  const expected = `the SHA-256 fingerprint that the appliance itself shows; ${url.host} shows ${fingerprint}`;
  throw new BadInput({ field: '--fingerprint', found: 'nothing, and no terminal to ask at', expected });
}

/** As openssl, browsers and ssh write it: with or without colons, in either case, with the algorithm before it. */
export function readFingerprint(text: string): string {
  const digits = text
    .trim()
    .replace(/^sha-?256(\s+fingerprint)?\s*[:=]\s*/i, '')
    .replaceAll(/[\s:]/g, '')
    .toUpperCase();
  if (/^[0-9A-F]{64}$/.test(digits)) return (digits.match(/../g) ?? []).join(':');
  const expected = 'a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons';
  throw new BadInput({ field: '--fingerprint', found: JSON.stringify(text), expected });
}

async function readAuthority(path: string): Promise<string> {
  const expected = 'a file with a certificate in PEM';
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadInput({ field: '--ca', found: `${path}, which cannot be read (${error.code})`, expected });
  });
  if (/-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw new BadInput({ field: '--ca', found: `${path}, which holds none`, expected });
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof VendorError) throw new EndpointUnusable(`${error.message}, nothing was written`);
    throw error;
  }
}

function another({ host }: URL, wanted: string, found: string): EndpointUnusable {
  return new EndpointUnusable(
    `${host} shows another certificate than the one to trust: found ${found}, expected ${wanted}; nothing was written`,
    'ask whoever runs the appliance whether it was renewed; if not, something stands between',
  );
}

function untrusted(
  { issuer, trust: _, ...certificate }: ServerCertificate,
  [what, advice]: readonly [string, string],
  hasCa: boolean,
): EndpointUnusable {
  const { names, validTo } = certificate;
  const facts = `it is for ${names}, signed by ${issuer}, and valid until ${validTo.toISOString().slice(0, 10)}`;
  const isUnknown = /authority/.test(what);
  const file = `give --ca FILE, a PEM file with the certificate of its authority, ${issuer}; its own would not do`;
  return new EndpointUnusable(
    plain(`${what}${hasCa ? ', with the authorities in --ca' : ''}; ${facts}; nothing was written`),
    plain(isUnknown ? file : advice),
  );
}

function certificateLines({ host }: URL, certificate: ServerCertificate): string[] {
  const { subject, issuer, names, validTo, fingerprint, trust } = certificate;
  const by = trust === 'authority' ? `${issuer}, which is trusted` : trust === 'selfSigned' ? 'itself' : issuer;
  return [
    `${host} shows this certificate:`,
    ...[
      ['for', `${subject} (${names})`],
      ['signed by', by],
      ['valid until', validTo.toISOString().slice(0, 10)],
      ['SHA-256', fingerprint],
    ].map(([what = '', text = '']) => `  ${what.padEnd(12)}${plain(text)}`),
  ];
}
