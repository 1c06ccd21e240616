import { PRIME_CASES } from './cisco-prime.cases.ts';
import type { ErrorForm, Fields, Order, Subject, Word } from './subject.ts';

const PASSWORDS: Record<string, string> = { operator: 'Operator-1', colleague: 'Colleague-1', viewer: 'Viewer-1' };

function as(username: string, password = PASSWORDS[username] ?? 'Nobody-1'): Fields {
  return { credentials: { username, password } };
}

const FOREVER = Number.POSITIVE_INFINITY;
const TEMPLATES = ['Kit-A', 'Kit-B', 'Kit-C'];

function deploy({ work, nth }: Order): unknown {
  const templateName = work === 'sealed' ? 'Kit-Sealed' : TEMPLATES[nth % TEMPLATES.length];
  const devices = [{ id: '1051' }, { id: '1052', variables: { vlan: '7' } }];
  const startTime = new Date(Date.now() + 86_400_000).toISOString();
  return { templateName, devices, ...(work === 'waiting' ? { startTime } : {}) };
}

type Words = [string | null, string | null, string | null, Word['state']];

/** A job's three words: its own, its run's and the run's result. Every word of the three lists stands in a row. */
const COMBINATIONS: readonly Words[] = [
  ['SCHEDULED', null, null, 'queued'],
  ['PENDINGAPPROVAL', null, null, 'queued'],
  ['SUSPENDED', null, null, 'suspended'],
  ['CANCELLED', null, null, 'canceled'],
  ['EXPIREDBEFOREAPPROVAL', null, null, 'failed'],
  ['UNDEFINED', null, null, 'running'],
  ['SCHEDULED', 'UNKNOWN', 'UNKNOWN', 'queued'],
  ['SCHEDULED', 'CREATED', 'UNKNOWN', 'queued'],
  ['SCHEDULED', 'PENDING_EXECUTION', 'PENDINGEXECUTION', 'queued'],
  ['SCHEDULED', 'RUNNING', 'UNKNOWN', 'running'],
  ['SUSPENDED', 'RUNNING', 'UNKNOWN', 'running'],
  ['CANCELLED', 'RUNNING', 'UNKNOWN', 'running'],
  ['SCHEDULED', 'PAUSING', 'UNKNOWN', 'running'],
  ['SCHEDULED', 'PAUSED', 'PAUSED', 'suspended'],
  ['COMPLETED', 'ABORTED', 'FAILURE', 'failed'],
  ['COMPLETED', 'INTERRUPTED', 'FAILURE', 'failed'],
  ['COMPLETED', 'CANCELLED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'ABORTED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['SCHEDULED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['COMPLETED', 'COMPLETED', 'FAILURE', 'failed'],
  ['COMPLETED', 'COMPLETED', 'PARTIALSUCCESS', 'failed'],
  ['COMPLETED', 'COMPLETED', 'PARTIALFAILURE', 'failed'],
  ['COMPLETED', 'COMPLETED', 'ROLLBACKED', 'failed'],
  ['COMPLETED', 'COMPLETED', 'CANCELFAILED', 'failed'],
  ['COMPLETED', 'COMPLETED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'COMPLETED', 'UNKNOWN', 'running'],
  ['COMPLETED', 'COMPLETED', 'PENDINGEXECUTION', 'running'],
  ['COMPLETED', 'COMPLETED', 'PAUSED', 'running'],
  ['COMPLETED', null, 'SUCCESS', 'succeeded'],
];

const WORDS: readonly Word[] = COMBINATIONS.map(([jobStatus, runStatus, resultStatus, state]) => ({
  title: [jobStatus, runStatus ?? '-', resultStatus ?? '-'].join(' / '),
  set: { jobStatus, runStatus, resultStatus },
  state,
}));

function errorDocument(status: number, message: string, id: string) {
  const domain = 'ROOT-DOMAIN';
  const errorDocument = { domain, httpMethod: 'GET', httpResponseCode: status, id, message, uriPath: 'data/x' };
  return { status, contentType: 'application/json', body: JSON.stringify({ errorDocument }) };
}

const overLimit = (message: string) =>
  ({ do: 'status', ...errorDocument(503, `${message}-PRS-303`, 'presentation.PRS-303') }) as const;

function errorsIn(format: 'xml' | 'json'): ErrorForm[] {
  const xml = `<errorDocument><httpResponseCode>400</httpResponseCode><message>No such template as vlan.-PRS-100</message></errorDocument>`;
  const page = '<html><head><title>HTTP Status 403 - Access is denied</title></head><body>x</body></html>';
  return [
    {
      title: 'an errorDocument',
      answer:
        format === 'json'
          ? errorDocument(400, 'No such template as vlan.-PRS-100', 'presentation.PRS-100')
          : { status: 400, contentType: 'application/xml', body: xml },
      start: 'InvalidRequest',
      look: 'InvalidRequest',
      words: 'No such template as vlan.',
    },
    {
      title: 'a web page, whatever was asked for',
      answer: { status: 403, contentType: 'text/html;charset=UTF-8', body: page },
      start: 'Forbidden',
      look: 'Forbidden',
      words: 'Access is denied',
    },
    {
      title: 'a redirect to the log-in page',
      answer: { status: 302, contentType: 'text/html', body: '', headers: { location: '/webacs/login.html' } },
      start: 'Unauthorized',
      look: 'Unauthorized',
      words: '302',
    },
    {
      title: 'the sixth session of one user',
      answer: { status: 401, contentType: 'text/html', body: '<html><title>HTTP Status 401</title></html>' },
      start: 'Unauthorized',
      look: 'Unauthorized',
      words: 'session',
    },
  ];
}

/** Prime in one of its formats and versions. */
export function ciscoPrime(format: 'xml' | 'json', apiVersion = 'v3'): Subject {
  const own = { format, apiVersion };
  return {
    vendor: 'cisco-prime',
    variant: `${apiVersion}, ${format}`,
    options: {
      limits: { perUser: -1, concurrentPerUser: -1, sessionsPerUser: -1 },
      templates: [
        ...TEMPLATES.map((name) => ({ name, ends: 'success' as const, seconds: FOREVER })),
        { name: 'Kit-Sealed', ends: 'success', seconds: FOREVER, isStubborn: true },
      ],
    },
    fields: () => ({ ...as('operator'), own }),
    users: {
      own: 'operator',
      colleague: () => ({ ...as('colleague'), own }),
      reader: () => ({ ...as('viewer'), own }),
      stranger: () => ({ ...as('operator', 'Wrong+Secret-1'), own }),
    },
    secrets: ['Operator-1', 'Wrong+Secret-1'],
    operations: { 'deploy-template': deploy },
    works: ['endless', 'waiting', 'sealed'],
    words: WORDS,
    unknownWord: { jobStatus: 'SCHEDULED', runStatus: 'DREAMING', resultStatus: null },
    givenAway: {},
    partial: 'failed',
    findTellsUsers: true,
    adoptions: [
      { ids: ['jobName'], of: ({ vendorJobId }) => ({ jobName: vendorJobId }) },
      { ids: ['jobId'], of: (_job, { id }) => ({ jobId: id }) },
      { ids: ['runId'], of: (_job, { runId = '' }) => ({ runId }) },
    ],
    variations: [
      ...(['object', 'array'] as const).map((emptyList) => ({
        title: `an empty list is an empty ${emptyList}`,
        rows: ['operation.result'],
        options: { emptyList },
        cases: ['cancel: a running job, as declared', 'cancel: one of a list that is refused costs no other its stop'],
      })),
    ],
    cases: PRIME_CASES,
    logins: { basic: { calls: 0 } },
    errors: errorsIn(format),
    rateSigns: {
      '503 "NBI Global Rate limit exceeded"': overLimit('NBI Global Rate limit exceeded (More than 10 in 1,000 ms).'),
      '503 "NBI Rate limit for user … exceeded"': overLimit(
        'NBI Rate limit for user (operator) exceeded (More than 5 in 1,000 ms).',
      ),
      '503 "Per user concurrent query count exceeded"': overLimit(
        'Per user concurrent query count exceeded Currently 5 : Limit is 5.',
      ),
    },
  };
}
