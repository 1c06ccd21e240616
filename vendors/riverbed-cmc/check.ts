import { z } from 'zod';
import type { CallContext, EndpointCheck } from '../../contract/vendor.ts';
import { tryAccess, unknown } from '../abilities.ts';
import { type Errand, listJobs } from './jobs.ts';
import { type CmcAccess, isRenewable } from './log-in.ts';
import { isOk } from './refusal.ts';
import { createSession } from './session.ts';

const infoShape = z.object({ sw_version: z.string().min(1) });
const methodsShape = z.object({ supported_methods: z.array(z.string()) });
const servicesShape = z.array(z.object({ id: z.string(), versions: z.array(z.string()) }));
const SERVICE = 'cmc.configurator';

/** With a log-in of its own, so that it is truly tried. What the common service says comes without any. */
export async function check(access: CmcAccess, { signal }: CallContext): Promise<EndpointCheck> {
  const session = createSession(access);
  const errand: Errand = { kind: 'look', signal };
  const [info, ...warnings] = await Promise.all([
    readCommon(access, 'info', infoShape, errand),
    ofLogIn(access, errand),
    ofService(access, errand),
  ]);
  const rights = "no documented read shows a user's rights";
  const abilities = await tryAccess(
    {
      logIn: isRenewable(access)
        ? { source: `${methodsOf(access)[0]} log-in was accepted`, make: () => session.logIn('look', signal) }
        : undefined,
      read: { source: 'jobs that run were read', make: () => listJobs(session, { job_status: 'InProgress' }, errand) },
    },
    () => ({
      start: unknown(`${rights}, nor whether this version takes new jobs through its API`),
      cancel: unknown(rights),
    }),
  );
  const api = `${SERVICE} ${access.settings.apiVersion}`;
  return { version: info === undefined ? api : `${info.sw_version}, ${api}`, abilities, warnings: warnings.flat() };
}

/** Undefined where this version does not say. */
async function readCommon<S extends z.ZodType>(
  { http }: CmcAccess,
  what: 'info' | 'auth_info' | 'services',
  schema: S,
  errand: Errand,
): Promise<z.output<S> | undefined> {
  const headers = { accept: 'application/json' };
  const answer = await http.send({ ...errand, method: 'GET', path: `/api/common/1.0/${what}`, headers });
  if (!isOk(answer)) return undefined;
  try {
    return schema.safeParse(JSON.parse(answer.text)).data;
  } catch {
    return undefined;
  }
}

/** The log-in's names in `auth_info`; clients know OAuth by two. */
function methodsOf({ credentials }: CmcAccess): readonly string[] {
  if ('accessCode' in credentials) return ['OAUTH_2_0', 'OAUTH2.0'];
  return credentials.login === 'basic' ? ['BASIC'] : ['COOKIE'];
}

async function ofLogIn(access: CmcAccess, errand: Errand): Promise<string[]> {
  const supported = (await readCommon(access, 'auth_info', methodsShape, errand))?.supported_methods;
  const wanted = methodsOf(access);
  if (supported === undefined || wanted.some((method) => supported.includes(method))) return [];
  return [`auth_info lists ${supported.join(', ') || 'no method'} and not ${wanted[0]}, which the credentials are for`];
}

async function ofService(access: CmcAccess, errand: Errand): Promise<string[]> {
  const services = await readCommon(access, 'services', servicesShape, errand);
  const wanted = access.settings.apiVersion;
  const versions = services?.find(({ id }) => id === SERVICE)?.versions ?? [];
  if (services === undefined || versions.includes(wanted)) return [];
  return [`services lists ${SERVICE} ${versions.join(', ') || 'not at all'}, and the endpoint is set to ${wanted}`];
}
