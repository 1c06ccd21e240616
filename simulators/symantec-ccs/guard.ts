import { type Call, header, type Reply } from '../core/call.ts';
import { forbidden, unauthorized } from './replies.ts';
import { isTokenRoute } from './routes.ts';
import type { Tokens } from './tokens.ts';
import { mayLook, mayOperate, type Users } from './users.ts';

export function createGuard(users: Users, tokens: Tokens): (call: Call) => Reply | undefined {
  return (call) => {
    if (isTokenRoute(call)) return undefined;
    const [scheme, token = ''] = (header(call, 'authorization') ?? '').split(' ');
    const name = scheme?.toLowerCase() === 'bearer' ? tokens.userOf(token) : undefined;
    const user = name === undefined ? undefined : users.find(name);
    if (user === undefined) return unauthorized();
    call.user = user.name;
    const isAllowed = call.method === 'GET' ? mayLook(user) : mayOperate(user);
    return isAllowed ? undefined : forbidden();
  };
}
