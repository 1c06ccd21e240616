import type { Bench } from './bench.ts';
import type { Fields, Order, Subject, Word } from './subject.ts';
import { CCS_CASES } from './symantec-ccs.cases.ts';

const PASSWORDS: Record<string, string> = {
  'domain1\\administrator': 'pass@123',
  'domain1\\colleague': 'Colleague-1',
  'domain1\\viewer': 'Viewer-1',
};

function as(username: string, password = PASSWORDS[username] ?? 'Nobody-1'): Fields {
  return { credentials: { username, password } };
}

const ENDLESS = { pendingSeconds: 0, seconds: Number.POSITIVE_INFINITY, ends: 'completed' } as const;
const NAMES = ['Kit-A', 'Kit-B', 'Kit-C'];

function run({ work, nth }: Order, bench: Bench): unknown {
  const name = work === 'sealed' ? 'Kit-Sealed' : NAMES[nth % NAMES.length];
  const { jobNames } = bench.simulator.inventory() as unknown as { jobNames: Record<string, string> };
  return { jobId: jobNames[name ?? ''] };
}

const word = (title: string, Status: number, state: Word['state']): Word => ({ title, set: { Status }, state });

/** Every code of the page's table. */
const WORDS: readonly Word[] = [
  word('0 None', 0, 'queued'),
  word('1 Pending', 1, 'queued'),
  word('2 Executing', 2, 'running'),
  word('3 Idle', 3, 'running'),
  word('4 Completed', 4, 'succeeded'),
  word('5 Faulted', 5, 'failed'),
  word('6 Custom', 6, 'running'),
  word('7 Aborted', 7, 'canceled'),
];

const json = (status: number, body: object) => ({
  status,
  body: JSON.stringify(body),
  contentType: 'application/json; charset=utf-8',
});

export const symantecCcs: Subject = {
  vendor: 'symantec-ccs',
  options: {
    parallelRuns: true,
    jobs: [
      ...NAMES.map((name) => ({ name, behaviour: ENDLESS })),
      { name: 'Kit-Sealed', behaviour: { ...ENDLESS, refusesAbort: true } },
    ],
  },
  fields: () => as('domain1\\administrator'),
  users: {
    own: 'domain1\\administrator',
    colleague: () => as('domain1\\colleague'),
    reader: () => as('domain1\\viewer'),
    stranger: () => as('domain1\\administrator', 'Wrong+Secret-1'),
  },
  secrets: ['pass@123', 'Wrong+Secret-1'],
  operations: { run },
  works: ['endless', 'sealed'],
  words: WORDS,
  unknownWord: { Status: 42 },
  // CCS has no word for it: what was not collected stands in the run's messages.
  partial: 'succeeded',
  findTellsUsers: false,
  adoptions: [{ ids: ['jobId', 'runId'], of: (_job, { id, runId = '' }) => ({ jobId: id, runId }) }],
  variations: [
    {
      title: 'execute answers within JobStatusInfo',
      rows: ['execute.reply'],
      options: { wrapped: true },
      cases: ['start: run makes one job, known by its id', 'find: run: a lost answer is found again'],
    },
    {
      title: 'passwords in Base64 only',
      rows: ['auth.password'],
      options: { passwords: 'base64' },
      cases: ['login: password token logs in'],
    },
  ],
  cases: CCS_CASES,
  logins: {
    'password token': { calls: 1 },
    'refresh token': {
      calls: 2,
      meanwhile({ simulator }) {
        simulator.control({ do: 'expireTokens', which: 'access' });
        const match = { kind: 'login', body: 'grant_type=password' } as const;
        simulator.addFaults({ match, times: 'always', action: { do: 'status', status: 500 } });
      },
    },
  },
  errors: [
    {
      title: 'Message, as .NET writes it',
      answer: json(400, { Message: 'The job cannot be executed now.' }),
      start: 'InvalidRequest',
      look: 'InvalidRequest',
      words: 'The job cannot be executed now.',
    },
    {
      title: "a 403 in the page's words",
      answer: json(403, { Message: 'You are not authorized to perform this task. Access is denied.' }),
      start: 'Forbidden',
      look: 'Forbidden',
      words: 'Access is denied.',
    },
    {
      title: 'plain text',
      answer: { status: 500, contentType: 'text/plain', body: 'The Application Server Service is stopping.' },
      start: 'AnswerLost',
      look: 'Unavailable',
      words: 'The Application Server Service is stopping.',
    },
  ],
};
