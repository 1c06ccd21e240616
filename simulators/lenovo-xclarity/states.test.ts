import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, type Json, until } from '../test-client.ts';
import { STATES } from './job.ts';

let simulators: Simulators;
let lxca: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  const works = [{ name: 'bad', behaviour: { pendingSeconds: 0, seconds: 40, ends: 'error' as const } }];
  const own = { works };
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 20, http: true, 'lenovo-xclarity': own });
  lxca = simulators.get('lenovo-xclarity');
  ask = createClient(lxca.url, undefined, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const put = (path: string, body: unknown): Promise<Answer> => ask(path, { method: 'PUT', body: JSON.stringify(body) });
const jobOf = (id: string) => lxca.ledger().jobs.find((job) => job.id === id);
const task = async (id: string): Promise<Json> => (await ask(`/tasks/${id}`)).json()[0];
const old = async (id: string): Promise<Json> => (await ask(`/jobs/${id}`)).json();

async function update(Fixid: string, components = 2): Promise<string> {
  const UUID = '8BFBADCC33CB11E499F740F2E9903640';
  const Components = Array.from({ length: components }, (_, index) => ({ Fixid, Component: `C${index}` }));
  return (
    await put('/updatableComponents?action=apply', { DeviceList: [{ ServerList: [{ UUID, Components }] }] })
  ).json().jobID;
}

test('success: queued, running with progress, complete', async () => {
  const id = await update('queued');
  expect(await task(id)).toMatchObject({ status: 'Pending', percentage: 0, complete: false, endTime: '' });
  let running: Json;
  await until(async () => {
    running = await task(id);
    return running.percentage > 50;
  });
  expect(running).toMatchObject({ status: 'Running', cancelable: true });
  expect(running.children.map((child: Json) => child.status)).toEqual(['Complete', 'Running']);
  await until(() => jobOf(id)?.ended === 'succeeded');
  const over = await task(id);
  expect(over).toMatchObject({ status: 'Complete', percentage: 100, complete: true, cancelable: false, summary: [] });
  expect(over.endTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(jobOf(id)?.changes.map(({ words }) => words)).toEqual(['Pending', 'Running', 'Complete']);
});

test('failure: running with errors, then stopped with words', async () => {
  const id = await update('failing');
  await until(async () => (await task(id)).status === 'Running_With_Errors');
  await until(() => jobOf(id)?.ended === 'failed');
  expect(await task(id)).toMatchObject({ status: 'Stopped_With_Error', percentage: 100 });
  expect((await task(id)).summary[0].text[0].text).toContain('did not complete');
  expect((await old(id)).status.description[0]).toContain('did not complete');
});

test('a partial failure shows in the subtasks which ones failed', async () => {
  const id = await update('lnvgy_fw_partial-1.00_anyos_noarch', 3);
  await until(() => jobOf(id)?.ended === 'partial');
  const { status, children } = await task(id);
  expect([status, ...children.map((child: Json) => child.status)]).toEqual([
    ...['Stopped_With_Error', 'Complete', 'Complete', 'Stopped_With_Error'],
  ]);
});

test('a cancel after errors says so', async () => {
  const id = await update('bad');
  await until(async () => (await task(id)).status === 'Running_With_Errors');
  await put('/tasks', { action: 'cancel', list: [id] });
  await until(() => jobOf(id)?.ended === 'canceled');
  const { status, children, percentage } = await task(id);
  expect([status, ...children.map((child: Json) => child.status)]).toEqual([
    ...['Cancelled_With_Errors', 'Stopped_With_Error', 'Cancelled'],
  ]);
  expect(percentage).toBeLessThan(100);
});

test.each(STATES)('every state can be shown by script, in both forms: %s', async (state) => {
  lxca.patchJob('10', { set: { status: state } });
  expect((await task('10')).status).toBe(state);
  expect((await old('10')).status).toMatchObject({ state, percentage: 0 });
});

test('one read of many: an array also for one, unknown ids left out, none at all 404', async () => {
  const ids = async (list: string) => (await ask(`/tasks/${list}`)).json().map((one: Json) => one.jobUID);
  expect(await ids('12')).toEqual(['12']);
  expect(await ids('12,999,10,12')).toEqual(['12', '10']);
  expect((await ask('/tasks/998,999')).status).toBe(404);
  expect((await ask('/tasks/140')).json()[0]).toMatchObject({ jobUID: '140', parentUID: '1', status: 'Running' });
  const all = (await ask('/tasks')).json();
  expect(all.map((one: Json) => one.jobUID)).toEqual(['1', '2', '3', '7', '9', '10', '11', '12', '83']);
  expect(all[0].children).toHaveLength(2);
  expect((await ask('/tasks?compact=true')).json()[0].children).toEqual([]);
});

test('the older form: one object or a list with filters, and jobs that only it knows', async () => {
  expect(await old('5')).toMatchObject({ id: '5', legacy: true, isCancelable: true, typeId: -1 });
  expect((await ask('/tasks/5')).status).toBe(404);
  const list = async (query: string) => (await ask(`/jobs${query}`)).json().map((one: Json) => one.id);
  expect(await list('?state=Complete')).toEqual(['2']);
  expect(await list('?state=Running,uuid=8BFBADCC33CB11E499F740F2E9903640')).toEqual(['1']);
  expect(await list('?uuid=8BFBADCC33CB11E499F740F2E9903640')).toEqual(['1']);
  expect((await ask('/jobs?state=Done')).status).toBe(400);
  const [first] = (await ask('/jobs?includeAttributes=id,status')).json();
  expect(Object.keys(first)).toEqual(['status', 'id']);
  expect((await old('1')).status.substatus).toMatchObject([{ id: '140', status: { state: 'Running' } }, { id: '141' }]);
});

test('only what is over can be deleted, all or nothing', async () => {
  const remove = async (list: string) => (await ask(`/tasks/${list}`, { method: 'DELETE' })).status;
  expect(await remove('2,10')).toBe(409);
  expect(await remove('2,999')).toBe(404);
  expect(await remove('2,3')).toBe(200);
  expect(await remove('2')).toBe(404);
});

test('many jobs run at once', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, () => update('fast')));
  expect(new Set(ids).size).toBe(40);
  await until(() => ids.every((id) => jobOf(id)?.ended === 'succeeded'));
});
