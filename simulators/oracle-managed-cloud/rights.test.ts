import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../test-client.ts';
import { AT, BASE, inMinutes, type Session, startSession } from './test-session.ts';

const OTHER_IDENTIFIER = '0c6d7e8f-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
const CREATION = JSON.stringify({
  summary: 'Mine',
  config: { type: 'Application Parameters', activity: { name: 'Quick Update', type: 'Update' } },
});
const CANCEL = '{"action":"cancel"}';

let session: Session;
let id: string;
beforeAll(async () => {
  session = await startSession();
  id = await session.create('Endless Update');
  await session.schedule(id, 900);
});
afterAll(() => session.stop());

function expectForbidden(answer: Answer, message: string): void {
  expect(answer.status).toBe(403);
  expect(answer.json()).toEqual({ code: 'NotAuthorized', message });
}

const needs = (scope: string) => `You must have mcs:oci:api:${scope} scope to access this API.`;

test('a client without the scope is refused in the words of the page, and nothing happens', async () => {
  const viewer = await session.as('viewer', 'Viewer-1');
  expect((await viewer(`${AT}/${id}`)).status).toBe(200);
  expectForbidden(await viewer(`${AT}/${id}`, { method: 'PUT', body: CANCEL }), needs('Approver'));
  expectForbidden(await viewer(AT, { method: 'POST', body: CREATION }), needs('PrivilegedUser'));
  expectForbidden(await viewer(AT), needs('Approver'));
  expect((await session.details(id)).subStatus).toBe('Ready For Execution');
});

test('who may create may not schedule: the start stays unfinished', async () => {
  const requester = await session.as('requester', 'Requester-1');
  const made = (await requester(AT, { method: 'POST', body: CREATION })).json().id;
  const body = JSON.stringify({ action: 'schedule', scheduledTime: inMinutes(20) });
  expectForbidden(await requester(`${AT}/${made}`, { method: 'PUT', body }), needs('Approver'));
  expect((await session.details(made)).createdBy).toBe('requester@example.com');
});

test('only one’s own customer’s instances, and only where the customer has opted in', async () => {
  const stranger = await session.as('stranger', 'Stranger-1', OTHER_IDENTIFIER);
  const foreign = '/selfservice/v1/customers/44000001/EBSO/products/config/instances/DCOTHER/executions';
  const words = 'You can cancel the execution schedule only for your customer instances.';
  expectForbidden(await stranger(`${AT}/${id}`, { method: 'PUT', body: CANCEL }), words);
  expectForbidden(await session.cancel('3-9GLOBEX', foreign), words);
  expect((await stranger(`${foreign}/3-9GLOBEX`)).status).toBe(200);
  expectForbidden(
    await session.ask(`${BASE}/DCNOWHERE/executions`, { method: 'POST', body: CREATION }),
    'You can create executions only for your customer instance.',
  );
  const plain = '/selfservice/v1/customers/21845699/EBSO/products/config/instances/DCPLAIN/executions';
  expectForbidden(
    await session.ask(plain, { method: 'POST', body: CREATION }),
    'You can use Configuration execution API only if your customer has opted-in for Configuration functionality.',
  );
  expect((await session.ask(AT.replace('EBSO', 'EBSX'))).status).toBe(400);
});
