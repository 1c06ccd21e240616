import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Json, until } from '../test-client.ts';
import { inMinutes, type Session, startSession } from './test-session.ts';

// As the pages on bounces and on CEMLI patches have them, shortened.
const BOUNCE = `{
  "operation": "stop",
  "services": "All",
  "summary": "Submit Bounce",
  "duration": {
    "unit": "hours",
    "value": 4
  },
  "blackOutDuration": {
    "unit": "hours",
    "value": 2
  },
  "bounceOptions": {
    "options": [
      {
        "name": "CLEAR_APACHE_CACHE",
        "value": true
      }
    ]
  },
  "ticketingDetails": {
    "primaryContact": "<email ID>",
    "customerNote": "Action Plan"
  }
}`;
const PATCH = `{
  "selfService": "CEMLI_PATCH",
  "patchNumbers": [
    10000001992,
    10000001991
  ],
  "summary": "Apply 2 cemli patches",
  "nonProdRfc": "3-B3RSD2H",
  "duration": {
    "unit": "hours",
    "value": 4
  }
}`;
const CANCEL = '{\n"action": "cancel"\n}';

const CUSTOMER = 'v1/customers/21845621/EBSO/products';
const KINDS = [
  {
    what: 'a bounce',
    instances: `/selfservice/${CUSTOMER}/bounce/instances`,
    creation: BOUNCE,
    requestor: 'BOUNCE',
    request: { operation: 'stop', services: 'All', blackOutDuration: { unit: 'hours', value: 2 } },
    ticket: { rfcType: 'OCIEBS_Prod_SelfService', rfcSubType: 'SelfService_Bounce' },
  },
  {
    what: 'a CEMLI patch',
    instances: `/cemli/${CUSTOMER}/patch/instances`,
    creation: PATCH,
    requestor: 'CEMLI',
    request: { selfService: 'CEMLI_PATCH', patchNumbers: [10000001992, 10000001991], nonProdRfc: '3-B3RSD2H' },
    ticket: { rfcType: 'CODE_PROMO', rfcSubType: 'CEMLI_PATCH' },
  },
] as const;

let session: Session;
beforeEach(async () => {
  session = await startSession();
});
afterEach(() => session.stop());

const at = (instances: string) => `${instances}/DCTEST/executions`;

async function made(instances: string, creation: string): Promise<string> {
  return (await session.ask(at(instances), { method: 'POST', body: creation })).json().id;
}

function scheduled(path: string, minutes: number) {
  const body = JSON.stringify({ scheduledTime: inMinutes(minutes), action: 'schedule' });
  return session.ask(path, { method: 'PUT', body });
}

async function statusOf(id: string, requestor: string): Promise<Json> {
  return (await session.ask(`/selfservice/v1/executions/status?id=${id}&requestor=${requestor}`)).json().response;
}

test.each(KINDS)('$what is made, scheduled, read, listed and carried out', async (kind) => {
  const { instances, creation, requestor, request, ticket } = kind;
  const id = await made(instances, creation);
  const path = `${at(instances)}/${id}`;
  expect((await scheduled(path, 15)).status).toBe(400);
  const answer = (await scheduled(path, 17)).json();
  expect(Object.keys(answer)).toEqual(['scheduledStart', 'scheduledEnd', 'status', 'subStatus', 'custStatus']);
  expect(answer).toMatchObject({ status: 'Open', subStatus: 'Ready For Execution', custStatus: 'Review Update' });
  const details = (await session.ask(path)).json();
  expect(details).toMatchObject({ id, target: 'DCTEST', ...request, duration: { unit: 'hours', value: 4 } });
  expect(details.ticketingDetails).toMatchObject({ rfcNumber: id, ...ticket });
  expect(details).not.toHaveProperty('config');
  const list = (await session.ask(`${instances}/executions?target=DCTEST`)).json();
  expect(list).toMatchObject([{ id, ticketingDetails: ticket }]);
  await until(async () => (await statusOf(id, requestor))[0].status === 'success');
  expect(await statusOf(id, 'CONFIG')).toEqual([]);
});

test.each(KINDS)('$what is cancelled in words alone, and stays open', async ({ instances, creation }) => {
  const id = await made(instances, creation);
  const path = `${at(instances)}/${id}`;
  await scheduled(path, 900);
  const answer = await session.ask(path, { method: 'PUT', body: CANCEL });
  expect([answer.status, answer.json()]).toEqual([
    200,
    { status: 'Open', subStatus: 'Ready For Scheduling/Approval', custStatus: 'Review Update' },
  ]);
  expect(session.oracle.ledger().jobs.find((job) => job.id === id)).toMatchObject({ ended: 'canceled' });
});

test.each(KINDS)('$what meets everything else on the instance', async ({ instances, creation, ticket }) => {
  const config = await session.create('Endless Update');
  await session.schedule(config, 600);
  const id = await made(instances, creation);
  const refused = await scheduled(`${at(instances)}/${id}`, 610);
  expect([refused.status, refused.json().conflicts.length]).toEqual([409, 1]);
  expect(refused.json().conflicts).toMatchObject([{ rfcNumber: config, rfcSubType: 'Autoexec-Config' }]);
  await scheduled(`${at(instances)}/${id}`, 900);
  const window = new URLSearchParams({ scheduledStart: inMinutes(880), scheduledEnd: inMinutes(910) });
  expect((await session.ask(`${at(instances)}?${window}`)).json()).toMatchObject([{ rfcNumber: id, ...ticket }]);
});

test.each(KINDS)('$what has its own id space, opt-in and Identifier rule', async ({ what, instances, creation }) => {
  const config = await session.create('Endless Update');
  expect((await session.ask(`${at(instances)}/${config}`)).status).toBe(404);
  const id = await made(instances, creation);
  expect((await session.cancel(id)).status).toBe(404);
  const plain = at(instances).replace('21845621', '21845699').replace('DCTEST', 'DCPLAIN');
  const word = what === 'a bounce' ? 'bounce' : 'CEMLI';
  expect((await session.ask(plain, { method: 'POST', body: creation })).json().message).toMatch(
    new RegExp(`opted-in for ${word} functionality\\.$`),
  );
  const cancel = { method: 'PUT', body: CANCEL, headers: { identifier: '' } };
  expect((await session.ask(`${at(instances)}/${id}`, cancel)).status).toBe(401);
  expect((await session.ask(at(instances), { method: 'POST', body: '{"summary":"no work"}' })).status).toBe(400);
});

test('a bounce has steps of its own, and there are operations and services to choose from', async () => {
  const [bounce] = KINDS;
  const id = await made(bounce.instances, bounce.creation);
  const steps = `/selfservice/v1/executions/${id}/status/details?requestor=BOUNCE&stepId=`;
  const { subSteps } = (await session.ask(`${steps}0`)).json();
  expect(subSteps.map(({ name }: Json) => name)).toEqual(['Pre-checks', 'Bounce services', 'Post-checks']);
  expect((await session.ask(`${steps}first`)).status).toBe(400);
  const choices = '/selfservice/v1/customers/services/products/bounce';
  expect((await session.ask(`${choices}/operations`)).json()).toContainEqual({ name: 'Stop', label: 'Stop' });
  expect((await session.ask(`${choices}/services`)).json()).toContainEqual({ name: 'Apps', label: 'All Apps' });
});
