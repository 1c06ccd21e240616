import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient } from '../test-client.ts';

let simulators: Simulators;
let lxca: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 20, http: true });
  lxca = simulators.get('lenovo-xclarity');
  ask = createClient(lxca.url, undefined, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const send = (method: string, path: string, body: unknown): Promise<Answer> =>
  ask(path, { method, body: JSON.stringify(body) });
const jobOf = (id: string) => lxca.ledger().jobs.find((job) => job.id === id);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('one start request may start two tasks of one stamp', async () => {
  lxca.addFaults({ match: { kind: 'start' }, action: { do: 'twice' } });
  expect((await send('POST', '/tasks', { title: 'x', customUid: 'stamp' })).json()).toHaveLength(1);
  const tasks = (await ask('/tasks')).json().filter((one: { customUid?: string }) => one.customUid === 'stamp');
  expect(tasks.map((one: { jobUID: string }) => one.jobUID)).toEqual(['152', '153']);
});

test('a start whose answer is lost has started all the same', async () => {
  lxca.addFaults({ match: { kind: 'start' }, action: { do: 'reset' } });
  await expect(send('POST', '/tasks', { title: 'x' })).rejects.toThrow();
  expect(jobOf('152')).toMatchObject({ state: 'running', startRequests: 1 });
});

test.each([
  ['PUT', '/tasks', { action: 'cancel', list: ['1'] }],
  ['PUT', '/tasks/1', { cancelURL: '/aicc', cancelRESTMethod: 'GET', expirationTimeOut: 60 }],
  ['PUT', '/jobs/1', { cancelRequest: true }],
  [
    'PUT',
    '/updatableComponents?action=cancelApply&jobID=1',
    { DeviceList: [{ ServerList: [{ UUID: '8BFBADCC33CB11E499F740F2E9903640' }] }] },
  ],
])('a cancel by %s %s may be accepted for nothing', async (method, path, body) => {
  lxca.addFaults({ match: { kind: 'cancel' }, action: { do: 'acceptNothing' } });
  expect((await send(method, path, body)).status).toBe(200);
  await sleep(200);
  expect(jobOf('1')?.state).toBe('running');
  expect((await send(method, path, body)).status).toBe(200);
  await sleep(200);
  expect(jobOf('1')?.ended).toBe('canceled');
});

test('a job vanishes, hides, is ended from the console, and its id is given away', async () => {
  const statusOf = async (id: string) => (await ask(`/tasks/${id}`)).status;
  lxca.patchJob('10', { vanish: true });
  expect(await statusOf('10')).toBe(404);
  expect((await send('PUT', '/tasks', { action: 'cancel', list: ['10'] })).status).toBe(400);
  lxca.patchJob('11', { hideMs: 200 });
  expect(await statusOf('11')).toBe(404);
  await sleep(250);
  expect(await statusOf('11')).toBe(200);
  lxca.patchJob('12', { end: 'canceled' });
  expect(jobOf('12')).toMatchObject({ ended: 'canceled', words: 'Cancelled', stoppedBy: { user: 'console' } });
  lxca.patchJob('83', { replace: true });
  expect((await ask('/tasks/83')).json()).toMatchObject([{ title: 'Collect inventory', createdBy: 'ADMIN' }]);
  expect(lxca.patchJob('999', { vanish: true })).toBe(false);
});

test('a start may be hidden for a while, by script and without its id', async () => {
  lxca.addFaults({ match: { kind: 'start' }, action: { do: 'setJob', patch: { hideMs: 200 } } });
  await send('POST', '/tasks', { title: 'x', customUid: 'stamp' });
  expect((await ask('/tasks/152')).status).toBe(404);
  await sleep(250);
  expect((await ask('/tasks/152')).status).toBe(200);
});

test('unknown paths are 404 and unsupported methods 400, in the vendor’s form', async () => {
  const [nowhere, wrong] = [await ask('/nowhere'), await ask('/tasks', { method: 'DELETE' })];
  expect([nowhere.status, wrong.status]).toEqual([404, 400]);
  expect(nowhere.json()).toMatchObject({ result: 'failure', messages: [{ id: 'FQXHMJM0404E' }] });
  expect((await ask('/tasks/', {})).status).toBe(200);
  const action = { bundleKey: 'k', bundleTitle: 't', id: 'actionID', restMethod: 'PUT', restURL: '/path/to/job' };
  expect((await send('POST', '/tasks/schedules/actions', action)).status).toBe(200);
  expect((await send('POST', '/tasks/schedules/actions', action)).status).toBe(409);
  expect((await ask('/tasks/schedules/actions')).json()).toEqual([action]);
  expect((await send('POST', '/tasks/schedules/actions', {})).status).toBe(400);
});
