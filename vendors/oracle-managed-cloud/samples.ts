/** As printed on the vendor's page of the cancel. */
export const CANCELED = `{
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

/** The same for an activity that is turned on and off again. */
export const CANCELED_TOGGLE = `{
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

export const ID = '3-7JZXAMZ';
export const OTHER_HALF = '3-7JZXAMB';
export const UNSCHEDULED = 'Ready For Scheduling/Approval';
export const SCHEDULED = 'Ready For Execution';

/** An execution's record with a schedule, with other fields where a test needs them. */
export function record(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: ID,
    rfcNumber: ID,
    target: 'DCMATI',
    summary: 'Apply Config Changes [rv-abcdefghij234567]',
    scheduledStart: '2020-08-26T8:53:51-07:00',
    scheduledEnd: '2020-08-26T8:58:51-07:00',
    status: 'Open',
    subStatus: SCHEDULED,
    custStatus: 'Review Update',
    createdOn: '2020-08-26T4:59:45-07:00',
    ...fields,
  };
}

export const handle = { instanceId: 'DCMATI', executionId: ID, downStream: [] as string[], scheduled: true };
export const unfinished = { ...handle, scheduled: false };
export const toggle = { ...handle, downStream: [OTHER_HALF] };
