import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, generalizedTime, integer, objectId, octets, sequence, tagged, text, toPem, truth } from './der.ts';

export interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export interface CertificateRequest {
  subject: string;
  keys: KeyPair;
  issuer: { name: string; keys: KeyPair };
  isAuthority: boolean;
  dnsNames?: string[];
  addresses?: string[];
  notBefore: Date;
  notAfter: Date;
}

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));

export function createKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function commonName(value: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('2.5.4.3'), text(value))));
}

function publicKeyInfo(keys: KeyPair): Buffer {
  return keys.publicKey.export({ type: 'spki', format: 'der' });
}

function keyId(keys: KeyPair): Buffer {
  return createHash('sha1').update(publicKeyInfo(keys).subarray(-65)).digest();
}

function extension(id: string, content: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [truth()] : []), octets(content));
}

function alternativeNames({ dnsNames = [], addresses = [] }: CertificateRequest): Buffer {
  const names = dnsNames.map((name) => tagged(0x82, Buffer.from(name)));
  const places = addresses.map((address) => tagged(0x87, Buffer.from(address.split('.').map(Number))));
  return extension('2.5.29.17', sequence(...names, ...places));
}

function usage(isAuthority: boolean): Buffer[] {
  if (isAuthority) {
    return [
      extension('2.5.29.19', sequence(truth()), true),
      extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true), // keyCertSign, cRLSign
    ];
  }
  return [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true), // digitalSignature
    extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))), // serverAuth
  ];
}

function extensions(request: CertificateRequest): Buffer {
  const list = [
    ...usage(request.isAuthority),
    extension('2.5.29.14', octets(keyId(request.keys))),
    extension('2.5.29.35', sequence(tagged(0x80, keyId(request.issuer.keys)))),
    ...(request.isAuthority ? [] : [alternativeNames(request)]),
  ];
  return tagged(0xa3, sequence(...list));
}

/** A certificate in PEM, signed by its issuer's key. */
export function createCertificate(request: CertificateRequest): string {
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_WITH_SHA256,
    commonName(request.issuer.name),
    sequence(generalizedTime(request.notBefore), generalizedTime(request.notAfter)),
    commonName(request.subject),
    publicKeyInfo(request.keys),
    extensions(request),
  );
  const signature = sign('sha256', body, request.issuer.keys.privateKey);
  return toPem('CERTIFICATE', sequence(body, ECDSA_WITH_SHA256, bits(signature)));
}
