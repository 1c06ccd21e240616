import { z } from 'zod';
import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import type { Answer } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';

const token = z.string().regex(/^[\x21-\x7e]+$/);

/** The fields of the answer that count; whatever else it holds stays unread. */
const answerShape = z.object({
  response: z
    .object({
      pwChangeRequired: z.boolean().optional().catch(undefined),
      session: z
        .object({ csrf: token.optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What a log-in gives to the calls after it. */
export type SessionHeaders = Readonly<Record<string, string>>;

/** Logs in. It starts nothing, so whatever fails here may be tried again. */
export async function logIn({ name, credentials, http }: EndpointAccess, kind: CallKind): Promise<SessionHeaders> {
  const { username, password } = credentials;
  try {
    const answer = await http.send({
      kind,
      method: 'POST',
      path: '/sessions',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ UserId: username, password }),
      // Many calls wait for this one: none of them may take it from the others.
      signal: new AbortController().signal,
    });
    return readSession(name, answer);
  } catch (error) {
    const isTooLong = error instanceof VendorError && error.type === 'UnexpectedResponse';
    throw isTooLong ? new VendorError('Unavailable', `${error.message}; no session, so the call was not made`) : error;
  }
}

/**
 * The session's headers, or why there are none. Never quotes the answer, where secrets may stand; and is
 * `Unauthorized` or can be tried again, because a `NotFound` of the log-in must not be taken for one of a job.
 */
function readSession(endpoint: string, answer: Answer): SessionHeaders {
  const fail = (type: VendorErrorType, why: string) =>
    new VendorError(type, `${endpoint}: no session, so the call was not made: ${why}`, answer.holdMs);
  if ([400, 401, 403].includes(answer.status)) {
    const advice = "check the endpoint's username and password";
    throw fail('Unauthorized', `the vendor refused the log-in with ${answer.status}; ${advice}`);
  }
  if (answer.status === 429) throw fail('RateLimited', 'the vendor answered 429');
  if (answer.status < 200 || answer.status > 299) throw fail('Unavailable', `the vendor answered ${answer.status}`);
  const cookies = readCookies(answer.headers);
  const { response } = answerShape.safeParse(parse(answer.text)).data ?? {};
  if (cookies.size === 0) throw fail('Unavailable', 'the answer is not what it should be: it sets no cookie');
  if (response?.pwChangeRequired === true) {
    throw fail('Unauthorized', "the vendor wants the user's password changed first; change it and the endpoint's");
  }
  const csrf = cookies.get('csrf') ?? response?.session?.csrf;
  const cookie = [...cookies].map(([cookieName, value]) => `${cookieName}=${value}`).join('; ');
  return { cookie, ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }) };
}

function readCookies(headers: Headers): Map<string, string> {
  const pairs = headers.getSetCookie().map((line) => /^\s*([^=;\s]+)=([\x21\x23-\x2b\x2d-\x3a\x3c-\x7e]*)/.exec(line));
  return new Map(pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], pair[2]]] : [])));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
