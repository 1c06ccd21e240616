import { z } from 'zod';
import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Http } from '../http.ts';
import type { ClientCredentials } from './settings.ts';

const grantedShape = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().nullish().catch(undefined),
});
export type Granted = z.output<typeof grantedShape>;

/** RFC 6749, 2.3.1: both are encoded as in a form before they are joined. */
function basic({ clientId, clientSecret }: ClientCredentials): string {
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  return Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64');
}

/** Asks the customer's OAuth server for a token. It starts nothing, so whatever fails here may be tried again. */
export async function askForToken(http: Http, kind: CallKind, credentials: ClientCredentials): Promise<Answer> {
  const { pathname, search, origin } = new URL(credentials.tokenUrl);
  try {
    return await http.send({
      kind,
      method: 'POST',
      server: new URL(origin),
      path: pathname + search,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${basic(credentials)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: credentials.scope }).toString(),
      // Many calls wait for this one: none of them may take it from the others.
      signal: new AbortController().signal,
    });
  } catch (error) {
    const isTooLong = error instanceof VendorError && error.type === 'UnexpectedResponse';
    throw isTooLong ? new VendorError('Unavailable', `${error.message}; no token, so the call was not made`) : error;
  }
}

/** The token, or why there is none. Never quotes the answer, where secrets may stand. */
export function readGranted(endpoint: string, { status, text, holdMs }: Answer): Granted {
  const fail = (type: VendorErrorType, why: string) =>
    new VendorError(type, `${endpoint}: no token, so the call was not made: ${why}`, holdMs);
  if ([400, 401, 403].includes(status)) {
    const advice = "check the endpoint's tokenUrl, clientId, clientSecret and scope";
    throw fail('Unauthorized', `the token server refused with ${status}; ${advice}`);
  }
  if (status === 429) throw fail('RateLimited', 'the token server answered 429');
  if (status < 200 || status > 299) throw fail('Unavailable', `the token server answered ${status}`);
  const granted = grantedShape.safeParse(parse(text)).data;
  if (granted === undefined) throw fail('Unavailable', "the token server's answer is not what it should be");
  return granted;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
