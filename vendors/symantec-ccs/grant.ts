import { z } from 'zod';
import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Http } from '../http.ts';
import { BASE } from './wire.ts';

/** How long the vendor's tokens live where the answer does not say; changeable at the vendor. */
const LIFE_SECONDS = 3_600;

const grantedShape = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish().catch(undefined),
});

export interface Granted {
  accessToken: string;
  /** Absent where the vendor sent none: after a refresh, the one that was used goes on. */
  refreshToken?: string;
  lifeMs: number;
}

/**
 * The form text of the vendor's script, which encodes nothing. The three characters that no reader of form text takes
 * for themselves are encoded all the same; everything else goes out as the script sends it.
 */
export function writeGrant(fields: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${value.replace(/[%&+]/g, encodeURIComponent)}`);
  return pairs.join('&');
}

/** Asks for a token. It starts nothing, so whatever fails here may be tried again. */
export async function askForToken(http: Http, kind: CallKind, body: string): Promise<Answer> {
  try {
    return await http.send({
      kind,
      method: 'POST',
      path: `${BASE}/oauth/tokens`,
      // Not what the body is, but what the vendor's script says it is.
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      // Many calls wait for this one: none of them may take it from the others.
      signal: new AbortController().signal,
    });
  } catch (error) {
    const isTooLong = error instanceof VendorError && error.type === 'UnexpectedResponse';
    throw isTooLong ? new VendorError('Unavailable', `${error.message}; no token, so the call was not made`) : error;
  }
}

export function isGranted({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** True where the vendor says "not now", whatever was asked. */
export function isPutOff({ status }: Answer): boolean {
  return status === 429 || status === 503;
}

/**
 * The token, or why there is none. Never quotes the answer, where secrets may stand; and is `Unauthorized` or can be
 * tried again, because a `NotFound` of the token's path must not be taken for one of a job.
 */
export function readGranted(endpoint: string, answer: Answer): Granted {
  const fail = (type: VendorErrorType, why: string) =>
    new VendorError(type, `${endpoint}: no token, so the call was not made: ${why}`, answer.holdMs);
  if ([400, 401, 403].includes(answer.status)) {
    const advice = "check the endpoint's username, password and passwordEncoding";
    throw fail('Unauthorized', `the vendor refused the log-in with ${answer.status}; ${advice}`);
  }
  if (answer.status === 429) throw fail('RateLimited', 'the vendor answered 429');
  if (!isGranted(answer)) throw fail('Unavailable', `the vendor answered ${answer.status}`);
  const granted = grantedShape.safeParse(parse(answer.text)).data;
  if (granted === undefined) throw fail('Unavailable', 'the answer is not what it should be');
  return {
    accessToken: granted.access_token,
    ...(granted.refresh_token ? { refreshToken: granted.refresh_token } : {}),
    lifeMs: (granted.expires_in ?? LIFE_SECONDS) * 1_000,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
