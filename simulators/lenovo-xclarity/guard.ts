import { type Call, type CallKind, header, type Reply } from '../core/call.ts';
import type { SimulatedUser } from '../core/world.ts';
import type { Appliance } from './appliance.ts';
import { cookieOf } from './cookies.ts';
import { unauthorized, withoutPrivileges, wrongCsrf } from './messages.ts';
import { mayWrite } from './users.ts';

function bySession(call: Call, id: string, { sessions, users }: Appliance): SimulatedUser | Reply {
  const session = sessions.find(id);
  const user = session === undefined ? undefined : users.find(session.user);
  if (session === undefined || user === undefined) return unauthorized();
  call.user = user.name;
  // The cookie alone is what a forged request would carry as well.
  if (header(call, 'x-csrf-token') !== session.csrf) return wrongCsrf();
  if (header(call, 'x-not-user-input') !== 'checkSession') sessions.touch(session);
  return user;
}

function identify(call: Call, appliance: Appliance): SimulatedUser | Reply {
  const id = cookieOf(call, 'JSESSIONID');
  if (header(call, 'authorization') === undefined && id !== undefined) return bySession(call, id, appliance);
  return appliance.users.byBasic(call) ?? unauthorized();
}

/** Public clients ask GET /aicc, without credentials, whether there is an appliance: one that leads to its log-in is. */
function asksWhoIsThere(call: Call): boolean {
  const isAnonymous = header(call, 'authorization') === undefined && cookieOf(call, 'JSESSIONID') === undefined;
  return isAnonymous && call.method === 'GET' && call.path === '/aicc';
}

export function createGuard(appliance: Appliance, kindOf: (call: Call) => CallKind): (call: Call) => Reply | undefined {
  return (call) => {
    const kind = kindOf(call);
    if (kind === 'login') return undefined;
    if (asksWhoIsThere(call)) return { status: 302, headers: { location: '/ui/login.html' } };
    const user = identify(call, appliance);
    if ('status' in user) return user;
    call.user = user.name;
    const isOwnSession = call.path === '/sessions';
    const changes = !isOwnSession && (call.method !== 'GET' || kind === 'start');
    return changes && !mayWrite(user) ? withoutPrivileges() : undefined;
  };
}
