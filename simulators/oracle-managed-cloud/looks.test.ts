import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Json } from '../test-client.ts';
import { AT, BASE, type Session, startSession } from './test-session.ts';

const LIST = `${BASE}/executions`;
let session: Session;
let ids: string[];

beforeAll(async () => {
  session = await startSession();
  ids = [];
  for (let round = 0; round < 30; round += 1) {
    ids.unshift(await session.create('Endless Update', { ticketingDetails: { customerNote: `rv-${round}` } }));
  }
});
afterAll(() => session.stop());

async function list(query: Record<string, string>): Promise<{ ids: string[]; total: Json; rows: Json }> {
  const answer = await session.ask(`${LIST}?${new URLSearchParams(query)}`);
  const rows = answer.json();
  return { ids: rows.map(({ id }: Json) => id), total: answer.headers['x-total-rows-count'], rows };
}

test('lists come in pages of 25, the newest first, with the length of the whole', async () => {
  const first = await list({ target: 'DCTEST' });
  expect(first).toMatchObject({ ids: ids.slice(0, 25), total: '30' });
  expect((await list({ target: 'DCTEST', offset: '25' })).ids).toEqual(ids.slice(25));
  expect((await list({ target: 'DCTEST', offset: '4', limit: '3' })).ids).toEqual(ids.slice(4, 7));
  expect((await list({ target: 'DCTEST', offset: '99' })).ids).toEqual([]);
  expect((await session.ask(`${LIST}?limit=many`)).status).toBe(400);
});

test('a row has the fields of the sample, and the list can be filtered', async () => {
  const { rows } = await list({ subStatus: 'Ready For Execution', activityName: 'FRD Enable/Disable' });
  expect(rows).toMatchObject([
    {
      id: '3-7JZXAMZ',
      target: 'DCMATI',
      scheduledBy: 'colleague@example.com',
      createdBy: 'colleague@example.com',
      config: { type: 'Trace & Debug', activity: { name: 'FRD Enable/Disable', type: 'Enable' } },
      ticketingDetails: { rfcNumber: '3-7JZXAMZ', rfcSubType: 'Autoexec-Config', customerStatus: 'Review Update' },
    },
  ]);
  expect((await list({ activityType: 'Disable' })).ids).toEqual([]);
  expect((await list({ status: 'Closed' })).ids).toEqual(['3-XTFVC0W', '3-BLFVC0W']);
});

test('statuses in bulk: in the order of the ids, without those that are unknown or not one’s own', async () => {
  const [one = '', other = ''] = ids;
  expect(await session.statuses(other, '3-NOTHERE', '3-9GLOBEX', one, other)).toEqual([
    { executionId: other, status: 'not started' },
    { executionId: one, status: 'not started' },
  ]);
  const path = '/selfservice/v1/executions/status';
  expect((await session.ask(`${path}?requestor=CONFIG`)).json().message).toBe('At least one ID has to be passed.');
  expect((await session.ask(`${path}?id=${one}`)).status).toBe(400);
  expect((await session.ask(`${path}?id=${one}&requestor=BOUNCE`)).json()).toEqual({ response: [] });
});

test('configuration types and their activities', async () => {
  const type = encodeURIComponent('Trace & Debug');
  const answer = await session.ask(`/selfservice/v1/customers/services/EBSO/products/config/types/${type}`);
  expect(answer.json()).toMatchObject({
    config: 'Trace & Debug',
    activities: [
      { id: 1, name: 'FRD Enable/Disable', uiType: 'Toggle', types: [{ type: 'Enable' }, { type: 'Disable' }] },
      {},
    ],
  });
});

test('unknown paths and methods', async () => {
  expect((await session.ask('/selfservice/v1/nothing')).status).toBe(404);
  expect((await session.ask(AT, { method: 'DELETE' })).json().code).toBe('MethodNotAllowed');
  expect((await session.ask(`${AT}/3-NOTHERE`)).json()).toEqual({
    code: 'NotFound',
    message: 'Execution 3-NOTHERE was not found.',
  });
});
