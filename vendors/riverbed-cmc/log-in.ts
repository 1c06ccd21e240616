import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { cookieLogIn, readCookies } from './cookie.ts';
import type { CmcCredentials } from './credentials.ts';
import { oauthLogIn, readToken } from './oauth.ts';
import { isOk, isStranger } from './refusal.ts';
import type { CmcSettings } from './settings.ts';

export type CmcAccess = EndpointAccess<CmcSettings, CmcCredentials>;

/** The headers that tell the vendor who we are. */
export type Pass = Readonly<Record<string, string>>;

/** One way of logging in: what is sent, and the pass in its answer, or why there is none. */
export interface LogIn {
  request: Pick<Call, 'path' | 'body' | 'headers'>;
  readPass(answer: Answer): Pass | string;
}

/** A pass from the vendor, or for basic authentication from the credentials alone. */
export async function getPass(access: CmcAccess, kind: CallKind): Promise<Pass> {
  const { credentials } = access;
  if ('accessCode' in credentials) {
    const request = oauthLogIn(credentials.accessCode);
    return await ask(access, kind, { request, readPass: (answer) => readToken(answer.text, request.state) });
  }
  if (credentials.login !== 'basic')
    return await ask(access, kind, { request: cookieLogIn(credentials), readPass: readCookies });
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}

/** False where a new pass would be the same as the old one. */
export function isRenewable({ credentials }: CmcAccess): boolean {
  return 'accessCode' in credentials || credentials.login !== 'basic';
}

async function ask({ name, http }: CmcAccess, kind: CallKind, { request, readPass }: LogIn): Promise<Pass> {
  // Many calls wait for this one: none of them may take it from the others.
  const signal = new AbortController().signal;
  const { path, headers = {}, body = '' } = request;
  const call: Call = { kind, method: 'POST', path, headers: { accept: 'application/json', ...headers }, body, signal };
  let answer: Answer;
  try {
    answer = await http.send(call);
  } catch (error) {
    const isTooLong = error instanceof VendorError && error.type === 'UnexpectedResponse';
    throw isTooLong
      ? new VendorError('Unavailable', `${error.message}; not logged in, so the call was not made`)
      : error;
  }
  const pass = isOk(answer) ? readPass(answer) : undefined;
  if (typeof pass === 'object') return pass;
  throw noPass(name, answer, pass);
}

/**
 * Why we are not logged in. It never quotes the answer, where secrets may stand; and it is `Unauthorized` or can be
 * tried again, because nothing of a log-in says anything about a job.
 */
function noPass(endpoint: string, answer: Answer, why: string | undefined): VendorError {
  const fail = (type: VendorErrorType, words: string) =>
    new VendorError(type, `${endpoint}: not logged in, so the call was not made: ${words}`, answer.holdMs);
  if (why !== undefined) return fail('Unavailable', why);
  const said = `the vendor answered the log-in with ${answer.status}`;
  if (isStranger(answer) || [400, 403].includes(answer.status))
    return fail('Unauthorized', `${said}; check the endpoint's credentials`);
  return fail(answer.status === 429 ? 'RateLimited' : 'Unavailable', said);
}
