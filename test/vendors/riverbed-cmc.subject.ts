import { RIVERBED_CASES } from './riverbed-cmc.cases.ts';
import type { Fields, Order, Subject, Word } from './subject.ts';

const PASSWORDS: Record<string, string> = { operator: 'Operator-1', colleague: 'Colleague-1', viewer: 'Viewer-1' };

function as(username: string, password = PASSWORDS[username] ?? 'Nobody-1'): Fields {
  return { credentials: { username, password } };
}

const FEATURES = { endless: 101, waiting: 102, sealed: 103 } as const;
const feature = (id: number, name: string, behaviour: object) => ({
  id,
  name,
  prettyName: name,
  description: name,
  isPushEnabled: true,
  behaviour: { seconds: Number.POSITIVE_INFINITY, ...behaviour },
});

const push = ({ work, nth }: Order) => ({ features: [FEATURES[work]], siteIds: [1 + (nth % 12)] });

const word = (job_status: string, state: Word['state']): Word => ({ title: job_status, set: { job_status }, state });

const json = (status: number, error_id: string, error_text: string) => ({
  status,
  body: JSON.stringify({ error_id, error_text }),
  contentType: 'application/json',
});

export const riverbedCmc: Subject = {
  vendor: 'riverbed-cmc',
  options: {
    features: [
      feature(FEATURES.endless, 'kit_endless', {}),
      feature(FEATURES.waiting, 'kit_waiting', { queuedSeconds: Number.POSITIVE_INFINITY }),
      feature(FEATURES.sealed, 'kit_sealed', { refusesCancel: true }),
    ],
  },
  fields: () => as('operator'),
  users: {
    own: 'operator',
    colleague: () => as('colleague'),
    reader: () => as('viewer'),
    stranger: () => as('operator', 'Wrong+Secret-1'),
  },
  secrets: ['Operator-1', 'Wrong+Secret-1', 'operator-access-code-1'],
  operations: { push },
  works: ['endless', 'waiting', 'sealed'],
  words: [
    word('Queued', 'queued'),
    word('InProgress', 'running'),
    word('IN_PROGRESS', 'running'),
    word('Success', 'succeeded'),
    word('SUCCESS', 'succeeded'),
    word('Failed', 'failed'),
    word('FAILED', 'failed'),
    word('Canceled', 'canceled'),
    {
      title: 'Success with a push that failed',
      set: {
        job_status: 'Success',
        detailed_status: [
          { feature_id: 101, status: 'Completed', serialnum: 'RV0001A', result: 'Fail', error_text: 'x' },
        ],
      },
      state: 'failed',
    },
  ],
  unknownWord: { job_status: 'Dreaming' },
  givenAway: { set: { creation_time: 4_000_000_000 } },
  partial: 'failed',
  findTellsUsers: false,
  adoptions: [{ ids: ['jobId'], of: ({ vendorJobId }) => ({ jobId: vendorJobId }) }],
  variations: [
    ...(['null', 'omitted'] as const).map((emptyFields) => ({
      title: `empty fields are ${emptyFields}`,
      rows: ['data.nullable'],
      options: { emptyFields },
      cases: [
        'start: push is seen by a look, by the same id for ever',
        'look: 20 jobs, each with its own state, in the order asked',
      ],
    })),
    {
      title: 'a cancel of what is over answers the job',
      rows: ['cancel.answer'],
      options: { cancelOfEnded: 'job' },
      cases: ['cancel: a job that has succeeded is over already', 'cancel: a job that has failed is over already'],
    },
    {
      title: 'tokens of three parts',
      rows: ['auth.header'],
      options: { tokens: 'signed' },
      cases: ['login: access code logs in'],
    },
    {
      title: 'a partial failure is called Success',
      rows: ['data.detail'],
      options: { partialStatus: 'Success' },
      cases: ['look: a job that failed in part is no success to build on'],
    },
  ],
  cases: RIVERBED_CASES,
  logins: {
    cookie: { calls: 1 },
    basic: {
      calls: 0,
      fields: () => ({ credentials: { username: 'operator', password: 'Operator-1', login: 'basic' } }),
    },
    'access code': { calls: 1, fields: () => ({ credentials: { accessCode: 'operator-access-code-1' } }) },
  },
  errors: [
    {
      title: 'error_id and error_text in JSON',
      answer: json(400, 'REQUEST_INVALID_INPUT', 'The site has no appliances.'),
      start: 'InvalidRequest',
      look: 'InvalidRequest',
      words: 'The site has no appliances.',
    },
    {
      title: 'error_id and error_text in XML',
      answer: {
        status: 403,
        contentType: 'text/xml',
        body: '<error error_id="NO_RIGHT" error_text="Read-only role."/>',
      },
      start: 'Forbidden',
      look: 'Forbidden',
      words: 'Read-only role.',
    },
    ...['AUTH_REQUIRED', 'AUTH_INVALID_SESSION', 'AUTH_EXPIRED_TOKEN', 'AUTH_INVALID_CREDENTIALS'].map((id) => ({
      title: `${id}, again after a new log-in`,
      answer: json(401, id, 'Please log in.'),
      start: 'Unauthorized' as const,
      look: 'Unauthorized' as const,
      words: id,
    })),
  ],
};
