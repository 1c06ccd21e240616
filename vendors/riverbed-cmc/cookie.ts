import type { Answer, Call } from '../http.ts';
import type { CmcPassword } from './credentials.ts';

export function cookieLogIn({ username, password }: CmcPassword): Pick<Call, 'path' | 'body' | 'headers'> {
  return {
    path: '/api/common/1.0/login',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  };
}

/** All cookies of the answer in one header; their names are not documented. */
export function readCookies({ headers }: Answer): Readonly<Record<string, string>> | string {
  const pairs = headers.getSetCookie().map((line) => line.split(';')[0]?.trim() ?? '');
  const cookie = pairs.filter((pair) => /^[^=]+=.+$/.test(pair)).join('; ');
  return cookie === '' ? 'the answer sets no cookie' : { cookie };
}
