import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Access } from './access.ts';
import { SERVICES } from './address.ts';
import { answerLogin, answerLogout } from './cookie-login.ts';
import { notFound, wrongMethod } from './errors.ts';
import { answerToken } from './oauth.ts';
import type { RiverbedCmcOptions } from './options.ts';

export const LOGIN_PATHS: readonly string[] = ['login', 'oauth/token'];

// Public clients ask for software of 9 or later.
const INFO = {
  sw_version: '9.14.1',
  device_name: 'cmc-sim',
  model: 'CMC-VE',
  serial: 'RVCMC0001',
  hw_version: '1.0',
  mgmt_addresses: ['127.0.0.1'],
};

type Login = NonNullable<RiverbedCmcOptions['logins']>[number];

interface Route {
  method: 'GET' | 'POST';
  /** Closed where the option leaves this way to log in out. */
  login?: Login;
  answer(call: Call, access: Access): Reply;
}

/** Clients know OAuth under two names; each looks for its own. */
function authInfo({ logins }: Access): Reply {
  const supported = logins.flatMap((login) => (login === 'OAUTH_2_0' ? [login, 'OAUTH2.0'] : [login]));
  return jsonReply(200, { supported_methods: supported });
}

const ROUTES = new Map<string, Route>([
  ['services', { method: 'GET', answer: () => jsonReply(200, SERVICES) }],
  ['auth_info', { method: 'GET', answer: (_call, access) => authInfo(access) }],
  ['info', { method: 'GET', answer: () => jsonReply(200, INFO) }],
  ['ping', { method: 'GET', answer: () => ({ status: 204 }) }],
  ['login', { method: 'POST', login: 'COOKIE', answer: answerLogin }],
  ['logout', { method: 'POST', login: 'COOKIE', answer: answerLogout }],
  ['oauth/token', { method: 'POST', login: 'OAUTH_2_0', answer: answerToken }],
]);

/** Answers /api/common/1.0: nothing here asks for a log-in. */
export function answerCommon(call: Call, parts: string[], access: Access): Reply {
  const route = ROUTES.get(parts.join('/'));
  if (route === undefined) return notFound(call);
  if (route.login !== undefined && !access.logins.includes(route.login)) return notFound(call);
  return route.method === call.method ? route.answer(call, access) : wrongMethod(call);
}
