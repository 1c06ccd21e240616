import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basic, createClient } from '../../simulators/test-client.ts';
import type { Bench } from './bench.ts';
import { ORACLE_CASES } from './oracle-managed-cloud.cases.ts';
import type { Fields, Order, Subject, Word } from './subject.ts';

const SECRETS: Record<string, string> = { operator: 'Operator-1', colleague: 'Colleague-1', viewer: 'Viewer-1' };
const OWN = {
  supportIdentifier: '21845621',
  serviceType: 'EBSO',
  identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41',
} as const;

function as(clientId: string, { simulator }: Bench, more: object = {}): Fields {
  const tokenUrl = `${simulator.url}/oauth2/v1/token`;
  const credentials = { tokenUrl, clientId, clientSecret: SECRETS[clientId] ?? 'Nobody-1', ...more };
  return { own: OWN, credentials };
}

const ACTIVITIES = { endless: 'Kit Endless', waiting: 'Kit Endless', sealed: 'Kit Sealed' } as const;
const FAR_AWAY_MS = 300 * 86_400_000;

function runConfig({ work }: Order): unknown {
  const scheduledTime = new Date(Date.now() + FAR_AWAY_MS).toISOString();
  return {
    instanceId: 'DCTEST',
    duration: { unit: 'hours', value: 1 },
    config: { type: 'Application Parameters', activity: { name: ACTIVITIES[work], type: 'Update' } },
    primaryContact: 'someone@example.com',
    ...(work === 'endless' ? {} : { scheduledTime }),
  };
}

const activity = (name: string, more: object) => ({
  config: 'Application Parameters',
  name,
  types: ['Update'],
  behaviour: { queueSeconds: 0, seconds: Number.POSITIVE_INFINITY, ends: 'succeeded' as const, ...more },
});

const READY = 'Ready For Execution';
const OPEN = 'Ready For Scheduling/Approval';
const word = (title: string, set: Word['set'], state: Word['state']): Word => ({ title, set, state });

/** A token that something else has fetched, as some other process would. */
async function tokenFile(bench: Bench): Promise<Fields> {
  const { simulator, caFile } = bench;
  const ask = createClient(simulator.url, await readFile(caFile ?? '', 'utf8'));
  const scope = 'mcs:oci:api:User mcs:oci:api:PrivilegedUser mcs:oci:api:Approver';
  const { json } = await ask('/oauth2/v1/token', {
    method: 'POST',
    headers: { ...basic('operator', 'Operator-1'), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
  });
  const folder = await mkdtemp(join(tmpdir(), 'reeve-kit-'));
  bench.afterwards(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'token');
  await writeFile(path, json().access_token, { mode: 0o600 });
  return { own: OWN, credentials: { tokenFile: path } };
}

const json = (status: number, body: object) => ({
  status,
  body: JSON.stringify(body),
  contentType: 'application/json',
});

export const oracleManagedCloud: Subject = {
  vendor: 'oracle-managed-cloud',
  options: {
    // The 16 minutes until a schedule may begin pass in a twentieth of a second.
    scheduleSpeed: 20_000,
    activities: [activity('Kit Endless', {}), activity('Kit Sealed', { refusesCancel: true })],
  },
  fields: (bench) => as('operator', bench),
  users: {
    own: 'operator',
    colleague: (bench) => as('colleague', bench),
    reader: (bench) => as('viewer', bench, { scope: 'mcs:oci:api:User' }),
    stranger: (bench) => as('operator', bench, { clientSecret: 'Wrong+Secret-1' }),
  },
  secrets: ['Operator-1', 'Wrong+Secret-1'],
  operations: { 'run-config': runConfig },
  works: ['endless', 'waiting', 'sealed'],
  startCalls: { 'run-config': 2 },
  words: [
    word('workflow success', { workflowStatus: 'success' }, 'succeeded'),
    word('workflow failed', { workflowStatus: 'failed' }, 'failed'),
    word('workflow cancelled', { workflowStatus: 'cancelled' }, 'canceled'),
    word('workflow in progress', { workflowStatus: 'in progress' }, 'running'),
    word('no workflow, ready for execution', { workflowStatus: null, subStatus: READY }, 'queued'),
    word('no workflow, taken off its schedule', { workflowStatus: null, subStatus: OPEN }, 'canceled'),
    word(
      'workflow not started, taken off its schedule',
      { workflowStatus: 'not started', subStatus: OPEN },
      'canceled',
    ),
    word('no workflow, cancelled', { workflowStatus: null, subStatus: 'Cancelled' }, 'canceled'),
  ],
  unknownWord: { workflowStatus: 'dreaming' },
  givenAway: { set: { createdOn: '2100-01-01T00:00:00Z' } },
  // "partial success" is the simulator's word, not one of the vendor's pages: as any unknown word it keeps the job running.
  partial: 'running',
  findTellsUsers: true,
  readAtEnd: /\/instances\/[^/]+\/executions\/[^/?]+$/,
  adoptions: [
    {
      ids: ['instanceId', 'executionId'],
      of: ({ vendorJobId }) => ({ instanceId: 'DCTEST', executionId: vendorJobId }),
    },
  ],
  variations: [
    {
      title: 'a cancel of what has no schedule is refused',
      rows: ['cancel.not-terminal'],
      options: { cancelOpen: 'refuse' },
      cases: ['cancel: twice, and harder each time, does no harm'],
    },
    {
      title: 'no Identifier is asked for',
      rows: ['auth.identifier'],
      options: { identifier: 'never' },
      cases: ['start: run-config makes one job, known by its id'],
    },
  ],
  cases: ORACLE_CASES,
  logins: {
    'client credentials': { calls: 1 },
    'token file': { calls: 0, fields: tokenFile },
  },
  errors: [
    {
      title: 'code and message',
      answer: json(400, { code: 'InvalidParameter', message: 'The contact is not known.' }),
      start: 'InvalidRequest',
      look: 'InvalidRequest',
      words: 'The contact is not known.',
    },
    {
      title: "a 403, with the page's other conditions",
      answer: json(403, { code: 'NotAuthorized', message: 'Not opted in.' }),
      start: 'Forbidden',
      look: 'Forbidden',
      words: 'opted in',
    },
  ],
};
