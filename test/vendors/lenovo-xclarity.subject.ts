import type { Bench } from './bench.ts';
import { LENOVO_CASES } from './lenovo-xclarity.cases.ts';
import type { Fields, Order, Subject, Word } from './subject.ts';

const PASSWORDS: Record<string, string> = { operator: 'Operator-1', colleague: 'Colleague-1', viewer: 'Viewer-1' };

function as(username: string, password = PASSWORDS[username] ?? 'Nobody-1'): Fields {
  return { credentials: { username, password } };
}

const FOREVER = Number.POSITIVE_INFINITY;
const work = (name: string, behaviour: object) => ({
  name,
  behaviour: { pendingSeconds: 0, seconds: FOREVER, ends: 'complete' as const, ...behaviour },
});

function deviceOf({ work: name }: Order, bench: Bench): string {
  const { devices } = bench.simulator.inventory() as unknown as { devices: Record<string, string> };
  return devices[`kit-${name}`] ?? '';
}

const word = (status: string, state: Word['state']): Word => ({ title: status.trim(), set: { status }, state });

function failure(status: number, recovery: unknown) {
  const message = { id: 'FQXHMJM0123J', text: 'The job is locked.', explanation: 'Another user holds it.', recovery };
  return { status, contentType: 'application/json', body: JSON.stringify({ result: 'failure', messages: [message] }) };
}

const RECOVERIES: Readonly<Record<string, unknown>> = {
  'as a list': [{ text: 'Wait.', URL: '' }],
  'as one object': { text: 'Wait.' },
  'as a text': 'Wait.',
};

export const lenovoXclarity: Subject = {
  vendor: 'lenovo-xclarity',
  options: {
    works: [
      work('kit-endless', {}),
      work('kit-waiting', { pendingSeconds: FOREVER }),
      work('kit-sealed', { refusesCancel: true }),
    ],
  },
  fields: () => as('operator'),
  users: {
    own: 'operator',
    colleague: () => as('colleague'),
    reader: () => as('viewer'),
    stranger: () => as('operator', 'Wrong+Secret-1'),
  },
  secrets: ['Operator-1', 'Wrong+Secret-1'],
  operations: {
    'update-firmware': (order, bench) => ({
      servers: [{ uuid: deviceOf(order, bench), components: [{ fixid: `kit-${order.work}`, component: 'UEFI' }] }],
    }),
    power: (order, bench) => ({ uuid: deviceOf(order, bench), powerState: 'powerOff' }),
    track: ({ work: name }) => ({ attributes: { title: `kit-${name}` }, children: [{ args: ['part'] }] }),
  },
  works: ['endless', 'waiting', 'sealed'],
  words: [
    word('Pending', 'queued'),
    word('Running', 'running'),
    word('Running_With_Errors', 'running'),
    word('Complete', 'succeeded'),
    word('Stopped_With_Error', 'failed'),
    word('Interrupted', 'failed'),
    word('Cancelled', 'canceled'),
    word('Cancelled_With_Errors', 'canceled'),
    { ...word('Pending ', 'queued'), title: 'Pending with a blank at its end' },
    { ...word('Stopped With Error', 'failed'), title: 'Stopped With Error, with blanks' },
  ],
  unknownWord: { status: 'Dreaming' },
  givenAway: {},
  partial: 'failed',
  findTellsUsers: true,
  adoptions: [{ ids: ['jobId'], of: ({ vendorJobId }) => ({ jobId: vendorJobId }) }],
  variations: [
    {
      title: 'one unknown id refuses the list',
      rows: ['read.list'],
      options: { unknownAmongKnown: 'refused' },
      cases: ['look: known and unknown ids together spoil none'],
    },
    {
      title: 'a log-in is refused with 401',
      rows: ['auth.login'],
      options: { loginRefusal: 401 },
      cases: [
        'login: whoever is not let in is Unauthorized, in a start, a look and a cancel; nothing is made or stopped',
      ],
    },
  ],
  cases: LENOVO_CASES,
  logins: {
    session: { calls: 1 },
    basic: { calls: 0, fields: () => ({ ...as('operator'), own: { login: 'basic' } }) },
  },
  errors: Object.entries(RECOVERIES).map(([form, recovery]) => ({
    title: `messages with their recovery ${form}`,
    answer: failure(400, recovery),
    start: 'InvalidRequest',
    look: 'InvalidRequest',
    words: 'FQXHMJM0123J: The job is locked. Another user holds it. Wait.',
  })),
};
