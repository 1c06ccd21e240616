import { afterEach, expect, test } from '@jest/globals';
import { BASE, type Session, startSession } from './test-session.ts';

// Copied from the vendor's page, byte for byte.
const CANCEL_REQUEST = `{
"action": "cancel"
}`;

const SINGLE_ANSWER = `{
"id": "3-7JZXAMZ",
"rfcNumber": "3-7JZXAMZ",
"status": "Open",
"subStatus": "Ready For Scheduling/Approval",
"custStatus": "Review Update",
"config": {
"type": "Trace & Debug",
"activity": {
"name": "FRD Enable/Disable",
"type": "Enable"
}
}
}`;

const TOGGLE_ANSWER = `{
"id": "3-7JZXAMZ",
"rfcNumber": "3-7JZXAMZ",
"status": "Open",
"subStatus": "Ready For Scheduling/Approval",
"custStatus": "Review Update",
"config": {
"type": "Trace & Debug",
"activity": {
"name": "FRD Enable/Disable",
"type": "Enable"
}
},
"downStreamExecutions": [
{
"id": "3-7JZXAMB",
"rfcNumber": "3-7JZXAMB",
"status": "Open",
"subStatus": "Ready For Scheduling/Approval",
"custStatus": "Review Update",
"config": {
"type": "Trace & Debug",
"activity": {
"name": "FRD Enable/Disable",
"type": "Disable"
}
}
}
]
}`;

// From the page that creates an execution, with its comma that JSON does not have.
const CREATE_REQUEST = `{
"summary": "Apply Config Changes",
"duration": {
"unit": "hours",
"value": 4
},
"bounce": true,
"config": {
"type": "Trace & Debug",
"activity": {
"name": "FRD Enable/Disable",
"type": "Enable",
"parameters": [
{
"name": "UserName",
"value": "oracle"
},
{
"name": "Auto_Disable_Interval",
"value": "2"
}
]
}
},
"ticketingDetails": {
"primaryContact": "<email ID>",
"customerNote": "Action Plan",
}
}`;

const DATE = /^\d{4}-\d\d-\d\dT\d{1,2}:\d\d:\d\d-07:00$/;

let session: Session;
afterEach(() => session.stop());

test.each([
  ['single', SINGLE_ANSWER],
  ['toggle', TOGGLE_ANSWER],
] as const)(
  'the sample cancel of a %s activity gets the sample answer, also when it is sent again',
  async (sample, text) => {
    session = await startSession({ sample });
    for (const _time of [1, 2]) {
      const answer = await session.ask(`${BASE}/DCMATI/executions/3-7JZXAMZ`, { method: 'PUT', body: CANCEL_REQUEST });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(answer.json()).toEqual(JSON.parse(text));
      expect(Object.keys(answer.json())).toEqual(Object.keys(JSON.parse(text)));
    }
  },
);

test('the sample create makes a record, whose details have the fields of the sample', async () => {
  session = await startSession();
  const answer = await session.ask(`${BASE}/DCDEV/executions`, { method: 'POST', body: CREATE_REQUEST });
  expect(answer.status).toBe(200);
  const { id } = answer.json();
  expect(answer.json()).toEqual({ id: expect.stringMatching(/^3-[0-9A-Z]{7}$/), rfcNumber: id });
  expect(await session.details(id, `${BASE}/DCDEV/executions`)).toMatchObject({
    id,
    target: 'DCDEV',
    duration: { unit: 'hours', value: 4 },
    summary: 'Apply Config Changes',
    bounce: true,
    createdOn: expect.stringMatching(DATE),
    createdBy: 'operator@example.com',
    updatedOn: expect.stringMatching(DATE),
    config: { activity: { parameters: [{ name: 'UserName', value: 'oracle' }, { name: 'Auto_Disable_Interval' }] } },
    ticketingDetails: { primaryContact: '<email ID>', customerNote: 'Action Plan', rfcType: 'Configuration - EBSO' },
  });
});

test('the sample ids of the status page are known, and succeeded', async () => {
  session = await startSession();
  expect(await session.statuses('3-BLFVC0W', '3-XTFVC0W')).toEqual([
    { executionId: '3-BLFVC0W', status: 'success' },
    { executionId: '3-XTFVC0W', status: 'success' },
  ]);
});
