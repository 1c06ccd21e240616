import { z } from 'zod';
import type { CallContext, EndpointCheck } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { tryAccess, unknown } from '../abilities.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { type Errand, isGood, LxcaApi } from './api.ts';
import { createSession, type Session } from './session.ts';
import type { Settings } from './settings.ts';

const applianceShape = z.object({ appliance: z.object({ version: z.string().min(1) }) });

/** In a session of its own, which it ends: so the log-in is truly tried, and no session is left behind. */
export async function check(access: EndpointAccess<Settings>, { signal }: CallContext): Promise<EndpointCheck> {
  const session = createSession(access);
  const api = new LxcaApi(session);
  const errand: Errand = { kind: 'look', signal };
  const roles = unknown("needs a role group that may change things, and no documented read shows a user's");
  try {
    const abilities = await tryAccess(
      {
        logIn:
          access.settings.login === 'basic'
            ? undefined
            : { source: 'POST /sessions gave a session', make: () => session.logIn('look', signal) },
        read: { source: 'the list of jobs was read', make: () => api.allJobs(errand) },
      },
      () => ({ start: roles, cancel: roles }),
    );
    const version = abilities.logIn.can === 'yes' ? await readVersion(api, errand) : undefined;
    const left = await leave(session);
    return { ...(version === undefined ? {} : { version }), abilities, ...(left === undefined ? {} : left) };
  } catch (error) {
    await leave(session);
    throw error;
  }
}

/** Undefined where the appliance does not tell: its other answers count for more. */
async function readVersion(api: LxcaApi, errand: Errand): Promise<string | undefined> {
  try {
    const { answer } = await api.send({ method: 'GET', path: '/aicc' }, errand);
    return isGood(answer) ? applianceShape.safeParse(JSON.parse(answer.text)).data?.appliance.version : undefined;
  } catch (error) {
    if (error instanceof VendorError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function leave(session: Session): Promise<{ warnings: string[] } | undefined> {
  try {
    await session.logOut('look');
    return undefined;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { warnings: [`the check's session could not be ended, and lives until it has idled: ${error.message}`] };
  }
}
