import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, until } from '../test-client.ts';

const NODE = '6B538D351B8211E193F65CF3FC6E4030';
const FIX = 'lnvgy_fw_uefi-1.00_anyos_noarch';

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
const apply = (servers: unknown[], query = '?action=apply') =>
  send('PUT', `/updatableComponents${query}`, { DeviceList: [{ ServerList: servers }, { SwitchList: null }] });
const jobOf = (id: string) => lxca.ledger().jobs.find((job) => job.id === id);
const uuidOf = (name: string) => (lxca.inventory().devices as Record<string, string>)[name] ?? '';

test('a firmware update tells its id twice, carries its own cancel, and counts as one start', async () => {
  const Components = ['UEFI', 'XCC'].map((Component) => ({ Fixid: FIX, Component }));
  const answer = await apply([{ UUID: NODE, Components }]);
  const { result, jobID } = answer.json();
  expect([answer.status, result, answer.headers.location]).toEqual([200, 'success', `/jobs/${jobID}`]);
  const [task] = (await ask(`/tasks/${jobID}`)).json();
  expect(task).toMatchObject({
    jobUID: jobID,
    status: 'Running',
    complete: false,
    category: 'Firmware Updates',
    targetUUIDs: [NODE],
    cancelURL: `/updatableComponents?action=cancelApply&jobID=${jobID}`,
    cancelRESTMethod: 'PUT',
    cancelRESTBody: { DeviceList: [{ ServerList: [{ UUID: NODE, Components }] }, { SwitchList: null }] },
    children: [{ title: `UEFI ${FIX}` }, { title: `XCC ${FIX}` }],
  });
  await until(() => jobOf(jobID)?.ended === 'succeeded');
  expect(jobOf(jobID)).toMatchObject({ startRequests: 1, startedBy: { user: 'operator', call: 1 } });
});

test('an update is refused for an unknown device, a device without licence, or a body that says nothing', async () => {
  expect((await apply([{ UUID: 'FF' }])).status).toBe(404);
  const unlicensed = await apply([{ UUID: uuidOf('unlicensed') }]);
  expect(unlicensed.status).toBe(403);
  expect(unlicensed.json().messages[0].recovery[0].text).toContain('active licenses for each managed server');
  expect((await apply([])).status).toBe(400);
  expect((await send('PUT', '/updatableComponents', {})).status).toBe(400);
  expect((await apply([{ UUID: NODE }], '?action=apply&activationMode=never')).status).toBe(400);
  expect((await apply([{ UUID: NODE }], '?action=bless')).status).toBe(400);
  expect((await apply([{ UUID: NODE }], '')).json().jobID).toBe('152');
});

test('a power action answers Location and no body; the device changes when the job completes', async () => {
  const answer = await send('PUT', `/nodes/${NODE}?synchronous=false`, { powerState: 'powerOff' });
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(answer.headers['content-type']).toBe('application/com.lenovo.lxca-v1.2.2+json; charset=UTF-8');
  expect(answer.headers.location).toBe('/jobs/152');
  const node = async () => (await ask(`/nodes/${NODE}`)).json().powerStatus;
  expect(await node()).toBe(8);
  await until(() => jobOf('152')?.ended === 'succeeded');
  expect(await node()).toBe(5);
});

test('a power action may fail or go on for ever by the name of its device; others are refused', async () => {
  await send('PUT', `/nodes/${uuidOf('failing')}`, { powerState: 'powerOff' });
  await until(() => jobOf('152')?.ended === 'failed');
  expect((await ask(`/nodes/${uuidOf('failing')}`)).json().powerStatus).toBe(8);
  expect((await send('PUT', `/nodes/${NODE}`, { powerState: 'explode' })).status).toBe(400);
  expect((await send('PUT', '/nodes/FF', { powerState: 'powerOff' })).status).toBe(404);
  const other = await send('PUT', `/nodes/${NODE}`, { hostname: 'x' });
  expect([other.status, other.headers.location]).toEqual([200, undefined]);
  const both = [{ UUID: NODE, PowerState: 'powerOn' }];
  expect((await apply(both, '?action=powerState')).headers.location).toMatch(/^\/jobs\/\d+$/);
});

test('discovery and service files start jobs as public clients know them', async () => {
  const found = await send('POST', '/discoverRequest', [{ ipAddresses: ['10.0.0.1'] }]);
  expect(found.headers.location).toBe('/discoverRequest/jobs/152');
  expect((await ask('/discoverRequest/jobs/152')).json()).toMatchObject({ progress: expect.any(Number) });
  const files = await ask(`/ffdc/endpoint/${NODE}`);
  expect([files.status, files.json()]).toEqual([201, { jobURL: '/jobs/153' }]);
  expect(lxca.ledger().calls.map((call) => call.kind)).toEqual(['start', 'look', 'start']);
});

test('a tracked task goes as it is reported, subtasks too', async () => {
  const body = { title: 'Migration', customUid: 'stamp-1', children: [{ title: 'a' }, { title: 'b', customUid: 'b' }] };
  const answer = (await send('POST', '/tasks', body)).json();
  expect(answer).toContainEqual({ customUid: 'stamp-1', uid: '152' });
  const report = async (id: string, more: Record<string, unknown>) =>
    (await send('PUT', `/tasks/${id}`, { jobUID: id, ...more })).status;
  expect(await report('152', { percentage: 40 })).toBe(200);
  expect(await report('153', { percentage: 100 })).toBe(200);
  expect(await report('154', { status: 'Stopped_With_Error' })).toBe(200);
  const [task] = (await ask('/tasks/152')).json();
  expect(task).toMatchObject({ customUid: 'stamp-1', percentage: 40, status: 'Running' });
  expect(task.children.map((child: { status: string }) => child.status)).toEqual(['Complete', 'Stopped_With_Error']);
  expect(await report('152', { status: 'Stopped_With_Error', summary: 'b failed' })).toBe(200);
  expect(jobOf('152')).toMatchObject({ ended: 'partial', words: 'Stopped_With_Error' });
  expect((await ask('/tasks/152')).json()[0].summary[0].text[0].text).toBe('b failed');
  expect(await report('152', { percentage: 10 })).toBe(400);
});

test.each([
  ['/tasks/1', { percentage: 10 }, 400],
  ['/tasks/9', { percentage: 101 }, 400],
  ['/tasks/9', { status: 'Done' }, 400],
  ['/tasks/9', { jobUID: '8', percentage: 1 }, 400],
  ['/tasks/9,10', { percentage: 1 }, 400],
  ['/tasks/999', { percentage: 1 }, 404],
])('an update of %s with %j is refused with %i', async (path, body, status) => {
  expect((await send('PUT', path, body)).status).toBe(status);
});

test('a task is refused whose callback lacks its method or body', async () => {
  expect((await send('POST', '/tasks', { title: 'x', cancelURL: '/a' })).status).toBe(412);
  expect((await send('POST', '/tasks', { cancelURL: '/a', cancelRESTMethod: 'POST' })).status).toBe(412);
  expect((await send('POST', '/tasks', [])).status).toBe(400);
  expect((await send('POST', '/tasks', { children: 7 })).status).toBe(400);
});
