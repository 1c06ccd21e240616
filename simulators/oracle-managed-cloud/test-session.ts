import { type OracleManagedCloudOptions, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, type Json } from '../test-client.ts';

export const IDENTIFIER = 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41';
export const BASE = '/selfservice/v1/customers/21845621/EBSO/products/config/instances';
export const AT = `${BASE}/DCTEST/executions`;

/** 16 minutes pass in a fifth of a second. */
const SCHEDULE_SPEED = 4800;
const SPEED = 20;

export interface Session {
  oracle: RunningSimulator;
  /** As the operator, with the Identifier header. */
  ask: Ask;
  as(user: string, secret: string, identifier?: string): Promise<Ask>;
  /** The id of a new record. */
  create(name?: string, more?: Json, at?: string): Promise<string>;
  put(id: string, body: Json, at?: string): Promise<Answer>;
  /** In so many minutes. */
  schedule(id: string, minutes?: number, more?: Json, at?: string): Promise<Answer>;
  cancel(id: string, at?: string): Promise<Answer>;
  details(id: string, at?: string): Promise<Json>;
  statuses(...ids: string[]): Promise<Json>;
  stop(): Promise<void>;
}

/** A time text some minutes from now, in the vendor's form. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().replace(/T0/, 'T');
}

function creation(name: string, more: Json): string {
  const isToggle = name.endsWith('Enable/Disable');
  const config = {
    type: isToggle ? 'Trace & Debug' : 'Application Parameters',
    activity: { name, type: isToggle ? 'Enable' : 'Update' },
  };
  return JSON.stringify({ summary: name, config, ...more });
}

async function logIn(simulators: Simulators, user: string, secret: string, identifier: string): Promise<Ask> {
  const { url } = simulators.get('oracle-managed-cloud');
  const headers = { ...basic(user, secret), 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'grant_type=client_credentials';
  const answer = await createClient(url, undefined)('/oauth2/v1/token', { method: 'POST', headers, body });
  return createClient(url, undefined, { authorization: `Bearer ${answer.json().access_token}`, identifier });
}

export async function startSession(own: OracleManagedCloudOptions = {}): Promise<Session> {
  const simulators = await startSimulators({
    vendors: ['oracle-managed-cloud'],
    http: true,
    speed: SPEED,
    'oracle-managed-cloud': { scheduleSpeed: SCHEDULE_SPEED, ...own },
  });
  const as: Session['as'] = (user, secret, identifier = IDENTIFIER) => logIn(simulators, user, secret, identifier);
  const ask = await as('operator', 'Operator-1');
  const put: Session['put'] = (id, body, at = AT) =>
    ask(`${at}/${id}`, { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return {
    oracle: simulators.get('oracle-managed-cloud'),
    ask,
    as,
    put,
    create: async (name = 'Profile Option Update', more = {}, at = AT) =>
      (await ask(at, { method: 'POST', body: creation(name, more) })).json().id,
    schedule: (id, minutes = 17, more = {}, at = AT) =>
      put(id, { action: 'schedule', scheduledTime: inMinutes(minutes), ...more }, at),
    cancel: (id, at = AT) => put(id, { action: 'cancel' }, at),
    details: async (id, at = AT) => (await ask(`${at}/${id}`)).json(),
    statuses: async (...ids) => {
      const query = ids.map((id) => `id=${id}`).join('&');
      return (await ask(`/selfservice/v1/executions/status?${query}&requestor=CONFIG`)).json().response;
    },
    stop: () => simulators.stop(),
  };
}
