import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, until } from '../test-client.ts';

// Copied from the vendor's page, byte for byte.
const REQUEST = `{
"cancelRESTBody": {
"DeviceList": [{
"ServerList": [{
"UUID": "8BFBADCC33CB11E499F740F2E9903640",
"Components": [{
"Fixid": "lnvgy_fw_imm2_tcoo17g-3.00_anyos_noarch",
"Component": "IMM2 (Backup)"
},
{
"Fixid": "lnvgy_fw_imm2_tcoo17g-3.00_anyos_noarch",
"Component": "IMM2 (Primary)"
}]
}]
}]
},
"cancelRESTMethod":"PUT",
"cancelURL":"/updatableComponents?action=cancelApply&jobID=1",
"expirationTimeOut": 60
}`;
const PLAIN_ANSWER = `["152", "153"]`;
const CUSTOM_ANSWER = `[{
"customUid": "D",
"uid": "70"
},
...,
{
"customUid": "C",
"uid": "69"
}]`;

let simulators: Simulators;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 10 });
  ask = createClient(simulators.get('lenovo-xclarity').url, simulators.ca, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const ledgerJob = (id: string) =>
  simulators
    .get('lenovo-xclarity')
    .ledger()
    .jobs.find((job) => job.id === id);

test.each(['1', '10,11,12', '1,10'])('the sample request for %s gets 200 without a body, and cancels', async (list) => {
  const answer = await ask(`/tasks/${list}`, { method: 'PUT', body: REQUEST });
  expect([answer.status, answer.body]).toEqual([200, '']);
  const [call] = simulators.get('lenovo-xclarity').ledger().calls;
  expect(call).toMatchObject({ kind: 'cancel', ids: list.split(',') });
  const stopped = [...new Set([...list.split(','), '1'])];
  await until(() => stopped.every((id) => ledgerJob(id)?.ended === 'canceled'));
  for (const id of stopped) expect(ledgerJob(id)?.stoppedBy).toEqual({ user: 'operator', call: call?.n });
  expect(ledgerJob('83')?.state).toBe('running');
});

test('the callback of the sample stands in the task afterwards, with its expiry', async () => {
  await ask('/tasks/10', { method: 'PUT', body: REQUEST });
  const [task] = (await ask('/tasks/10')).json();
  const { cancelRESTBody, cancelRESTMethod, cancelURL, expirationTimeOut } = JSON.parse(REQUEST);
  expect(task).toMatchObject({ cancelRESTBody, cancelRESTMethod, cancelURL, expirationTimeOut });
});

const create = async (body: unknown) => (await ask('/tasks', { method: 'POST', body: JSON.stringify(body) })).json();

test('a task with a subtask is answered as on the page, with its very ids', async () => {
  expect(await create({ title: 'Migration', children: [{ title: 'Step' }] })).toEqual(JSON.parse(PLAIN_ANSWER));
});

test('custom ids are answered in the form, and the order, of the page', async () => {
  const children = ['B', 'C', 'D'].map((customUid) => ({ title: customUid, customUid }));
  const answer = await create({ title: 'Migration', customUid: 'A', children });
  const [first, last] = JSON.parse(CUSTOM_ANSWER.replace('...,', ''));
  const digits = expect.stringMatching(/^\d+$/);
  expect(answer).toHaveLength(4);
  expect(answer.at(0)).toEqual({ ...first, uid: digits });
  expect(answer.at(-1)).toEqual({ ...last, uid: digits });
});
