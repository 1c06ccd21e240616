import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, until } from '../test-client.ts';

let simulators: Simulators;
let lxca: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 20, http: true });
  lxca = simulators.get('lenovo-xclarity');
  ask = createClient(lxca.url, undefined, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const put = (path: string, body: unknown): Promise<Answer> => ask(path, { method: 'PUT', body: JSON.stringify(body) });
const cancel = (...list: string[]) => put('/tasks', { action: 'cancel', list });
const stateOf = async (id: string) => (await ask(`/tasks/${id}`)).json()[0].status;
const wordOf = (id: string) => lxca.ledger().jobs.find((job) => job.id === id);
const texts = (answer: Answer): string[] => answer.json().messages.map((one: { text: string }) => one.text);
const update = async (fixid: string): Promise<string> => {
  const uuid = '8BFBADCC33CB11E499F740F2E9903640';
  const Components = [{ Fixid: fixid, Component: 'UEFI' }];
  return (
    await put('/updatableComponents?action=apply', { DeviceList: [{ ServerList: [{ UUID: uuid, Components }] }] })
  ).json().jobID;
};

const OWN_CANCEL = (id: string) => `/updatableComponents?action=cancelApply&jobID=${id}`;

test('by list: running and queued jobs end a little later, and the answer has no body', async () => {
  const queued = await update('lnvgy_fw_queued-1.00_anyos_noarch');
  expect(await stateOf(queued)).toBe('Pending');
  const answer = await cancel('83', queued);
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(await stateOf('83')).toBe('Running');
  await until(() => wordOf('83')?.ended === 'canceled' && wordOf(queued)?.ended === 'canceled');
  expect(await stateOf('83')).toBe('Cancelled');
  expect(wordOf(queued)?.startedAt).toBeUndefined();
  expect((await ask('/tasks/83')).json()[0]).toMatchObject({ cancelledBy: 'operator', cancelable: false });
});

test('a cancel that lingers leaves the job running for its time', async () => {
  const id = await update('lnvgy_fw_lingering-1.00_anyos_noarch');
  await cancel(id);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await stateOf(id)).toBe('Running');
  await until(() => wordOf(id)?.ended === 'canceled');
});

test('what is unknown, over, sealed or a subtask is refused by name, and the rest is cancelled', async () => {
  const sealed = await update('sealed');
  const answer = await cancel('999', '2', sealed, '140', '83');
  expect(answer.status).toBe(400);
  expect(answer.json().result).toBe('failure');
  expect(texts(answer)).toEqual([
    'Job 999 cannot be found.',
    'Job 2 has already ended: Complete.',
    `Job ${sealed} cannot be cancelled.`,
    'Job 140 is a subtask of job 1.',
  ]);
  expect(lxca.ledger().cancelRequests.map(({ id, answer: how }) => [id, how])).toEqual([
    ['83', 'accepted'],
    ['999', 'refused'],
    ['2', 'refused'],
    [sealed, 'refused'],
    ['140', 'refused'],
  ]);
  await until(() => wordOf('83')?.ended === 'canceled');
  expect(await stateOf(sealed)).toBe('Running');
});

test('unknown ids alone: 400 by list, 404 by path, as far as each page knows codes', async () => {
  expect((await cancel('999')).status).toBe(400);
  const callback = { cancelURL: '/aicc', cancelRESTMethod: 'GET', expirationTimeOut: -1 };
  const answer = await put('/tasks/998,999', callback);
  expect([answer.status, ...texts(answer)]).toEqual([404, 'Job 998 cannot be found.', 'Job 999 cannot be found.']);
});

test('the three uses of one path are told apart, and kept apart in the ledger', async () => {
  const callback = { cancelURL: '/aicc', cancelRESTMethod: 'GET', expirationTimeOut: -1 };
  expect((await cancel('10')).status).toBe(200);
  expect((await put('/tasks/11', callback)).status).toBe(200);
  expect((await put('/tasks/9', { jobUID: '9', percentage: 50 })).status).toBe(200);
  expect((await put('/tasks/9', { ...callback, percentage: 50 })).status).toBe(400);
  expect((await put('/tasks/9', {})).status).toBe(412);
  expect((await ask('/tasks/9', { method: 'PUT', body: '' })).status).toBe(412);
  expect((await put('/tasks', { action: 'delete', list: ['2'] })).status).toBe(400);
  expect((await put('/tasks', { action: 'cancel', list: [] })).status).toBe(400);
  expect((await put('/tasks', callback)).status).toBe(400);
  expect(lxca.ledger().calls.map((call) => call.kind)).toEqual([
    ...['cancel', 'cancel', 'other', 'other', 'cancel', 'cancel', 'cancel', 'cancel', 'cancel'],
  ]);
  expect((await ask('/tasks/9')).json()[0]).toMatchObject({ percentage: 50, status: 'Running', cancelURL: '' });
});

test.each([
  ['cancelRESTMethod', { cancelURL: '/aicc', expirationTimeOut: 60 }, 412],
  ['cancelURL', { cancelRESTMethod: 'GET', expirationTimeOut: 60 }, 412],
  ['expirationTimeOut', { cancelURL: '/aicc', cancelRESTMethod: 'GET' }, 412],
  ['cancelRESTBody', { cancelURL: '/aicc', cancelRESTMethod: 'PUT', expirationTimeOut: 60 }, 412],
  ['cancelRESTMethod', { cancelURL: '/aicc', cancelRESTMethod: 'PATCH', expirationTimeOut: 60 }, 400],
  ['expirationTimeOut', { cancelURL: '/aicc', cancelRESTMethod: 'GET', expirationTimeOut: 1.5 }, 400],
  ['expirationTimeOut', { cancelURL: '/aicc', cancelRESTMethod: 'GET', expirationTimeOut: '60' }, 400],
  ['cancelRESTBody', { cancelURL: '/aicc', cancelRESTMethod: 'PUT', cancelRESTBody: 'x', expirationTimeOut: 60 }, 400],
])('a callback whose %s is missing or wrong is refused: %j', async (name, body, status) => {
  const answer = await put('/tasks/10', body);
  expect(answer.status).toBe(status);
  expect(texts(answer).join()).toContain(name);
  expect((await ask('/tasks/10')).json()[0].cancelURL).toBe('');
});

test('cancelApply: by job id, and without one every update of the devices', async () => {
  const [first, second] = [await update('long'), await update('endless')];
  const body = { DeviceList: [{ ServerList: [{ UUID: '8bfbadcc33cb11e499f740f2e9903640' }], CMMList: null }] };
  const one = await put(OWN_CANCEL(first), body);
  expect([one.status, one.json().result]).toEqual([200, 'success']);
  await until(() => wordOf(first)?.ended === 'canceled');
  expect(wordOf(second)?.state).toBe('running');
  expect((await put('/updatableComponents?action=cancelApply&activationMode=immediate', body)).status).toBe(200);
  await until(() => wordOf(second)?.ended === 'canceled' && wordOf('1')?.ended === 'canceled');
  expect((await put('/updatableComponents?action=cancelApply', body)).status).toBe(404);
  expect((await put(OWN_CANCEL('999'), body)).status).toBe(404);
  expect((await put(OWN_CANCEL(first), body)).status).toBe(400);
});

test('a second cancel changes nothing: the first one has stopped the job', async () => {
  await cancel('83');
  const second = { method: 'PUT', headers: basic('colleague', 'Colleague-1'), body: '{"cancelRequest":true}' };
  expect((await ask('/jobs/83', second)).status).toBe(200);
  await until(() => wordOf('83')?.ended === 'canceled');
  expect(wordOf('83')?.stoppedBy?.user).toBe('operator');
  expect((await ask('/tasks/83')).json()[0].cancelledBy).toBe('operator');
});

test('cancelApply of a job that updates other devices is refused', async () => {
  const body = { DeviceList: [{ ServerList: [{ UUID: '6B538D351B8211E193F65CF3FC6E4030' }] }] };
  expect((await put(OWN_CANCEL('1'), body)).status).toBe(400);
  expect(wordOf('1')?.state).toBe('running');
});

test('the older form: a word or a truth, 404 and 409', async () => {
  expect((await put('/jobs/5', { cancelRequest: 'true' })).status).toBe(200);
  expect((await put('/jobs/83', { cancelRequest: true })).status).toBe(200);
  await until(() => wordOf('5')?.ended === 'canceled' && wordOf('83')?.ended === 'canceled');
  expect((await put('/jobs/83', { cancelRequest: true })).status).toBe(409);
  expect((await put('/jobs/7', { cancelRequest: true })).status).toBe(409);
  expect((await put('/jobs/999', { cancelRequest: true })).status).toBe(404);
  expect((await put('/jobs/10', { cancelRequest: 'no' })).status).toBe(400);
  expect((await ask('/jobs/83', { method: 'DELETE' })).status).toBe(200);
  expect((await ask('/jobs/83')).status).toBe(404);
  expect((await ask('/jobs/10', { method: 'DELETE' })).status).toBe(409);
});
