import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { TokenAnswer, Tokens } from './tokens.ts';
import type { Users } from './users.ts';

interface Credentials {
  name: string;
  password: string;
}

/** A value as it stands there, up to the next field that is known: it may have any character in it. */
function rawValue(body: string, field: string): string {
  return new RegExp(`(?:^|&)${field}=(.*?)(?=&(?:grant_type|username|password)=|$)`, 's').exec(body)?.[1] ?? '';
}

/** The page's script sends the values as they are, a form library sends them encoded: both readings are tried. */
function readings(body: string): Credentials[] {
  const form = new URLSearchParams(body);
  return [
    { name: rawValue(body, 'username'), password: rawValue(body, 'password') },
    { name: form.get('username') ?? '', password: form.get('password') ?? '' },
  ];
}

// Assumption: RFC 6749's error body, with the status that the page gives for every refused identity.
const refused = (error: string, description: string, status = 401): Reply =>
  jsonReply(status, { error, error_description: description });

function granted(answer: TokenAnswer | undefined): Reply {
  if (answer === undefined) return refused('invalid_grant', 'The user name, password or refresh token is incorrect.');
  return { ...jsonReply(200, answer), headers: { 'cache-control': 'no-store' } };
}

function byPassword(call: Call, body: string, users: Users, tokens: Tokens): Reply {
  for (const { name, password } of readings(body)) {
    const user = users.logIn(name, password);
    if (user === undefined) continue;
    call.user = user.name;
    return granted(tokens.issue(user.name));
  }
  return granted(undefined);
}

/** POST oauth/tokens: form text, whatever the content type says. */
export function answerTokens(call: Call, users: Users, tokens: Tokens): Reply {
  const body = call.body.trim();
  const form = new URLSearchParams(body);
  switch (form.get('grant_type')) {
    case 'password':
      return byPassword(call, body, users, tokens);
    case 'refresh_token':
      return granted(tokens.refresh(form.get('refresh_token') ?? ''));
    default:
      return refused('unsupported_grant_type', 'grant_type is password or refresh_token.', 400);
  }
}
