import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, type Json, until } from '../test-client.ts';

// The requests of public clients as they send them, and what each client reads in the answer.

const NODE = '6B538D351B8211E193F65CF3FC6E4030';
const SAMPLE = '8BFBADCC33CB11E499F740F2E9903640';

let simulators: Simulators;
let lxca: RunningSimulator;
/** Without credentials. */
let knock: Ask;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 20 });
  lxca = simulators.get('lenovo-xclarity');
  knock = createClient(lxca.url, simulators.ca);
  ask = createClient(lxca.url, simulators.ca, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const json = { 'content-type': 'application/json' };
const COMPLETED = { id: 'FQXHMSE0001I', recovery: { text: 'Information only; no action is required.' } };

test('Ruby: whether an appliance is there is asked without credentials, and 200 or 302 says so', async () => {
  const answer = await knock('/aicc');
  expect([answer.status, answer.headers.location]).toEqual([302, '/ui/login.html']);
  expect((await knock('/aicc', { headers: basic('operator', 'wrong') })).status).toBe(401);
  expect((await knock('/aicc', { headers: { cookie: 'JSESSIONID=gone' } })).status).toBe(401);
  expect((await knock('/tasks')).status).toBe(401);
});

test('Ruby: credentials are tried by a log-in whose first message has an id; then /sessions/{that id} is deleted', async () => {
  const body = '{"UserId":"operator","password":"Operator-1"}';
  const answer = await ask('/sessions', { method: 'POST', headers: json, body });
  expect([answer.status, answer.json().messages]).toMatchObject([200, [COMPLETED]]);
  const { id } = answer.json().messages[0];
  expect((await ask(`/sessions/${id}`, { method: 'DELETE', headers: json })).status).toBe(404);
});

test('another session is ended by its id', async () => {
  const body = '{"UserId":"operator","password":"Operator-1"}';
  await ask('/sessions', { method: 'POST', body });
  const list = async () => (await ask('/sessions')).json().response;
  const [{ id }] = await list();
  const answer = await ask(`/sessions/${id}`, { method: 'DELETE' });
  expect([answer.status, answer.json()]).toMatchObject([200, { result: 'success', messages: [COMPLETED] }]);
  expect(await list()).toEqual([]);
  expect((await ask(`/sessions/${id}`, { method: 'DELETE' })).status).toBe(404);
});

test('Python: a discovery is followed by progress in an object, until it is 100', async () => {
  const body = '[{"ipAddresses": ["10.0.0.1"]}]';
  const { headers } = await ask('/discoverRequest', { method: 'POST', headers: json, body });
  const look = async (): Promise<Json> =>
    (await ask(`/discoverRequest/jobs/${headers.location?.split('/').at(-1)}`)).json();
  await until(async () => (await look()).result === 50);
  await until(async () => (await look()).progress === 100);
  expect(await look()).toMatchObject({ result: 100, serverList: [], chassisList: [] });
});

test('Ruby: jobs and devices are fetched by several ids, with attributes in or out', async () => {
  const jobs = (await ask('/jobs/10,11?includeAttributes=id,isCancelable')).json();
  expect(jobs).toEqual([
    { id: '10', isCancelable: true },
    { id: '11', isCancelable: true },
  ]);
  expect((await ask('/jobs/10?excludeAttributes=isCancelable,status')).json()).not.toHaveProperty('status');
  expect((await ask('/jobs/10,999')).status).toBe(404);
  const { nodeList } = (await ask(`/nodes/${NODE},${SAMPLE}?includeAttributes=accessState`)).json();
  expect(nodeList).toEqual([NODE, SAMPLE].map((uuid) => ({ uuid, uri: `node/${uuid}`, accessState: 'Online' })));
  expect((await ask(`/nodes/${NODE}?excludeAttributes=accessState`)).json()).not.toHaveProperty('accessState');
  expect((await ask(`/nodes/${NODE},FF`)).status).toBe(404);
});

test('Python: devices are /node as well, and a power action there is a job', async () => {
  expect((await ask('/node')).json().nodeList).toContainEqual(expect.objectContaining({ uuid: NODE }));
  expect((await ask(`/node/${NODE}`)).json()).toMatchObject({ uuid: NODE, accessState: 'Online', powerStatus: 8 });
  const answer = await ask(`/node/${NODE}`, { method: 'PUT', body: '{"powerState": "powerOff"}' });
  expect([answer.status, answer.headers.location]).toEqual([200, '/jobs/152']);
  expect(lxca.ledger().calls.at(-1)?.kind).toBe('start');
});

test('Python: an update as a bundle; how far an update is stands with its device', async () => {
  const DeviceList = [{ ServerList: [{ UUID: NODE, Components: [{ Fixid: 'fast', Component: 'XCC' }] }] }];
  const path = '/updatableComponents?action=applyBundle';
  const answer = await ask(path, { method: 'PUT', headers: json, body: JSON.stringify({ DeviceList }) });
  expect([answer.status, answer.headers.location]).toEqual([200, '/jobs/152']);
  expect(lxca.ledger().callsByKind.start).toBe(1);
  const status = async (): Promise<Json> => {
    const { DeviceList: lists } = (await ask('/updatableComponents')).json();
    return lists[0].ServerList.find((server: Json) => server.UUID === NODE).UpdateStatus;
  };
  expect(await status()).toMatchObject({ JobID: 152, State: 'InProgress', Status: 'Active' });
  await until(async () => (await status()).State === 'Complete');
  expect(await status()).toMatchObject({ JobID: 152, PercentComplete: 100, Phase: 'Complete', Status: 'Success' });
});
