import { z } from 'zod';

const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(/\s+/).filter(Boolean))]);
const claims = z.object({
  scope: list.optional().catch(undefined),
  scp: list.optional().catch(undefined),
  scopes: list.optional().catch(undefined),
  iat: z.number().optional().catch(undefined),
  exp: z.number().optional().catch(undefined),
});

export interface Claims {
  /** Undefined where the token names none at all: then only the vendor can tell. */
  scopes: readonly string[] | undefined;
  lifeMs: number | undefined;
}

/**
 * What a JWT says of itself; undefined where the text is none. Its signature is not ours to verify: we only carry the
 * token, and what we read here decides nothing but whether it is worth sending.
 */
export function readJwt(token: string): Claims | undefined {
  const match = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token);
  try {
    const payload: unknown = JSON.parse(Buffer.from(match?.[1] ?? '', 'base64url').toString('utf8'));
    const { scope, scp, scopes, iat, exp } = claims.parse(payload);
    return {
      scopes: scope ?? scp ?? scopes,
      lifeMs: iat !== undefined && exp !== undefined && exp > iat ? (exp - iat) * 1_000 : undefined,
    };
  } catch {
    return undefined;
  }
}
