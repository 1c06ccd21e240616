import { generateKeyPairSync, sign, verify } from 'node:crypto';

export interface Claims {
  iss: string;
  sub: string;
  aud: string;
  /** Separated by blanks. */
  scope: string;
  iat: number;
  exp: number;
  jti: string;
}

/** One authorization server's key: signs its tokens, and tells them from all others. */
export interface Signer {
  sign(claims: Claims): string;
  /** The claims, where this key has signed them. */
  verify(token: string): Claims | undefined;
  jwk(): Record<string, unknown>;
}

// Elliptic, because RSA keys take a second to make; JOSE wants the two numbers of a signature side by side.
const dsaEncoding = 'ieee-p1363';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function createSigner(kid: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign(claims) {
      const input = `${encode({ alg: 'ES256', typ: 'JWT', kid })}.${encode(claims)}`;
      return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding }).toString('base64url')}`;
    },
    verify(token) {
      const [head = '', payload = '', signature = '', ...more] = token.split('.');
      if (signature === '' || more.length > 0) return undefined;
      const signed = Buffer.from(`${head}.${payload}`);
      const isOurs = verify(
        'sha256',
        signed,
        { key: publicKey, dsaEncoding },
        // Only what this key has signed gets as far as being parsed.
        Buffer.from(signature, 'base64url'),
      );
      return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims) : undefined;
    },
    jwk: () => ({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }),
  };
}
