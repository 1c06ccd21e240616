import type { Call, Reply } from '../core/call.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import { createSessions } from '../core/sessions.ts';
import type { SimulatedUser } from '../core/world.ts';
import { addressOf } from './address.ts';
import { errorReply, htmlReply, overLimit } from './errors.ts';
import { formatOf } from './format.ts';
import { READ, type Users, WRITE } from './users.ts';

const LOGIN_PAGE = '/webacs/pages/common/login.jsp';
const OPEN_PAGES = [LOGIN_PAGE, '/webacs/welcomeAction.do'];

/** `Rate Limiting? Yes` on every page of v1 to v3; the v4 pages of jobService say No. */
function isLimited(call: Call): boolean {
  const address = addressOf(call);
  return address === undefined || address.version < 4 || address.parts[0] !== 'jobService';
}

function isOpenPage(call: Call): boolean {
  return OPEN_PAGES.includes(call.path);
}

const loginPage = () => htmlReply(200, 'Prime Infrastructure Login', 'Please sign in.');

function unauthorized(detail: string): Reply {
  return htmlReply(401, 'Unauthorized', detail, { 'www-authenticate': 'Basic realm="NCS"' });
}

export function createGuard(users: Users, rateLimit: RateLimit): (call: Call) => Reply | undefined {
  const sessions = createSessions();

  function enter(call: Call, user: string): Reply | undefined {
    const refusal = rateLimit.enter(user);
    if (refusal !== undefined) return overLimit(call, refusal, user);
    call.ends.push(() => rateLimit.leave(user));
    return undefined;
  }

  function admit(call: Call, user: SimulatedUser): Reply | undefined {
    if (!sessions.admits(call, user.name, rateLimit.limits.sessionsPerUser)) {
      return unauthorized('Maximum number of sessions for this user exceeded');
    }
    const refused = isLimited(call) ? enter(call, user.name) : undefined;
    if (refused !== undefined) return refused;
    const right = call.method === 'GET' || call.method === 'HEAD' ? READ : WRITE;
    if (!user.may.includes(right)) {
      return htmlReply(403, 'Forbidden', `Access is denied: user ${user.name} is not in user group ${right}.`);
    }
    return formatOf(call) === undefined ? errorReply(call, 406, 'Not acceptable.', 'PRS-104') : undefined;
  }

  return (call) => {
    if (isOpenPage(call)) return loginPage();
    const user = users.identify(call);
    if (user === undefined) return { status: 302, headers: { location: `${call.origin}${LOGIN_PAGE}` } };
    if (user === null) return unauthorized('Bad credentials');
    call.user = user.name;
    return admit(call, user);
  };
}
