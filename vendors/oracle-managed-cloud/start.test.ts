import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handle, ID, OTHER_HALF, record, SCHEDULED, UNSCHEDULED, unfinished } from './samples.ts';
import { SCOPES } from './settings.ts';
import {
  context,
  jwt,
  NOW,
  SECRET,
  STAMP,
  type Stub,
  type StubAnswer,
  type StubHandler,
  startStub,
  wanted,
} from './stub.ts';

let stub: Stub;
const start = (fields = {}) => stub.vendor.start(wanted(fields), context);
const resume = (fields = {}) => stub.vendor.start(wanted(fields), context, unfinished);
const bodies = () => stub.calls.map(({ body }) => JSON.parse(body));

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

const answering =
  (create: StubAnswer | 'hang up', schedule: StubAnswer | 'hang up'): StubHandler =>
  ({ method }) =>
    method === 'POST' ? create : schedule;
const CREATED = { body: { id: ID, rfcNumber: ID } };
const DONE = { body: record() };

describe('a start', () => {
  test('makes an execution with our mark and schedules it', async () => {
    stub.api = answering(CREATED, DONE);
    expect(await start()).toEqual({
      handle: { ...handle, madeUntil: NOW },
      vendorJobId: ID,
      reading: {
        state: 'queued',
        words: `Open / ${SCHEDULED}`,
        message: 'scheduled for 2020-08-26T8:53:51-07:00',
        readAt: expect.any(String),
      },
    });
    expect(stub.asked()).toEqual(['POST DCMATI/executions', `PUT DCMATI/executions/${ID}`]);
    expect(bodies()).toEqual([
      {
        summary: `Apply Config Changes [${STAMP}]`,
        duration: { unit: 'hours', value: 4 },
        bounce: true,
        config: {
          type: 'Trace & Debug',
          activity: {
            name: 'FRD Enable/Disable',
            type: 'Enable',
            parameters: [{ name: 'UserName', value: 'oracle' }],
          },
        },
        ticketingDetails: { primaryContact: 'dba@example.com', customerNote: 'Action Plan' },
      },
      { action: 'schedule', scheduledTime: '2020-08-26T15:53:51Z' },
    ]);
  });

  test('of a toggle schedules both halves and knows the other', async () => {
    const halves = [
      { id: OTHER_HALF, status: 'Open', subStatus: SCHEDULED },
      { id: '3-LATER', status: 'Open', subStatus: UNSCHEDULED },
    ];
    stub.api = answering(CREATED, { body: record({ downStreamExecutions: halves }) });
    const downStream = [{ scheduledTime: '2020-08-26T11:53:51-07:00', activityType: 'Disable' }];
    expect((await start({ downStream })).handle).toEqual({ ...handle, madeUntil: NOW, downStream: [OTHER_HALF] });
    expect(bodies()[1]).toEqual({
      action: 'schedule',
      checkAutoDisable: false,
      scheduledTime: '2020-08-26T15:53:51Z',
      downStreamExecutions: [{ scheduledTime: '2020-08-26T18:53:51Z', activityType: 'Disable' }],
    });
  });

  test('without a time is scheduled a little more than 16 minutes ahead', async () => {
    stub.api = answering(CREATED, DONE);
    await start({ scheduledTime: undefined });
    expect(bodies()[1].scheduledTime).toBe('2020-08-26T12:17:00Z');
  });

  test.each([
    ['less than 16 minutes ahead', { scheduledTime: '2020-08-26T12:15:59Z' }, /scheduledTime: .*16 minutes/],
    ['in the past', { scheduledTime: '2020-08-25T12:00:00Z' }, /16 minutes/],
    [
      'whose other half does not come after',
      { downStream: [{ scheduledTime: '2020-08-26T15:53:51Z', activityType: 'Disable' }] },
      /downStream\.0\.scheduledTime/,
    ],
  ])('%s is refused before anything is sent', async (_why, fields, message) => {
    await expect(start(fields)).rejects.toMatchObject({ type: 'InvalidRequest', message });
    await expect(resume(fields)).rejects.toMatchObject({ type: 'InvalidRequest' });
    expect([...stub.calls, ...stub.tokenCalls]).toEqual([]);
  });

  test('exactly 16 minutes ahead is sent', async () => {
    stub.api = answering(CREATED, DONE);
    expect((await start({ scheduledTime: '2020-08-26T12:16:00Z' })).vendorJobId).toBe(ID);
  });

  test.each(Object.values(SCOPES))('is not begun where the token lacks %s', async (missing) => {
    const scope = Object.values(SCOPES).filter((one) => one !== missing);
    stub.tokens = () => ({ body: { access_token: jwt({ scope }) } });
    await expect(start()).rejects.toMatchObject({ type: 'Forbidden', message: expect.stringContaining(missing) });
    expect(stub.calls).toEqual([]);
  });
});

describe('a create', () => {
  test.each<[string, string, StubAnswer | 'hang up']>([
    ['a cut connection', 'AnswerLost', 'hang up'],
    ['a web page', 'AnswerLost', { body: '<html></html>' }],
    ['half an answer', 'AnswerLost', { body: '{"id":"3-7J' }],
    ['no id', 'AnswerLost', { body: { status: 'Open' } }],
    ['nothing', 'AnswerLost', { status: 204 }],
    ['500', 'AnswerLost', { status: 500, body: { message: 'no' } }],
    ['a redirect', 'AnswerLost', { status: 302, headers: { location: '/' } }],
    ['503', 'Unavailable', { status: 503 }],
    ['429', 'RateLimited', { status: 429 }],
    ['400', 'InvalidRequest', { status: 400 }],
    ['401', 'Unauthorized', { status: 401 }],
    ['403', 'Forbidden', { status: 403 }],
    ['404', 'NotFound', { status: 404 }],
    ['409', 'Conflict', { status: 409 }],
  ])('answered with %s is %s', async (_name, type, answer) => {
    stub.api = answering(answer, DONE);
    const failed = await start().catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(SECRET);
    expect(stub.asked().filter((asked) => asked.startsWith('PUT'))).toEqual([]);
  });

  test.each([
    [{ message: 'primaryContact is not valid' }, /primaryContact is not valid/],
    [{ errors: [{ message: 'bad duration' }] }, /bad duration/],
    [{ error: { message: 'bad bounce' } }, /bad bounce/],
    [{ title: 'Bad Request', detail: 'no such activity' }, /no such activity/],
    ['<html>secret</html>', /a web page$/],
    ['stack trace', /a body that is no JSON$/],
    [{ token: 'secret' }, /no words that can be read$/],
  ])("that is refused with %j gives the vendor's words", async (body, message) => {
    stub.api = answering({ status: 400, body }, DONE);
    await expect(start()).rejects.toMatchObject({ type: 'InvalidRequest', message });
  });

  test('that is forbidden says what the vendor asks for', async () => {
    stub.api = answering({ status: 403 }, DONE);
    await expect(start()).rejects.toThrow(/own instances .* opted in/);
  });
});

const FAILURES: [string, string, StubAnswer | 'hang up'][] = [
  ['a cut connection', 'AnswerLost', 'hang up'],
  ['a web page', 'AnswerLost', { body: '<html></html>' }],
  ["another execution's record", 'AnswerLost', { body: record({ id: '3-X' }) }],
  ['an empty object', 'AnswerLost', { body: {} }],
  ['500', 'AnswerLost', { status: 500 }],
  ['503', 'Unavailable', { status: 503 }],
  ['429', 'RateLimited', { status: 429 }],
  ['400', 'InvalidRequest', { status: 400 }],
  ['401', 'Unauthorized', { status: 401 }],
  ['403', 'Forbidden', { status: 403 }],
  ['404', 'NotFound', { status: 404 }],
  ['409', 'Conflict', { status: 409 }],
  ['an execution left without a schedule', 'UnexpectedResponse', { body: record({ subStatus: UNSCHEDULED }) }],
];

describe('a schedule', () => {
  test.each(FAILURES)('answered with %s after the create is a lost answer', async (_name, _type, answer) => {
    stub.api = answering(CREATED, answer);
    await expect(start()).rejects.toMatchObject({ type: 'AnswerLost', message: expect.stringContaining(ID) });
  });

  test.each(FAILURES)('answered with %s in a resumed start is its own failure (%s)', async (_name, type, answer) => {
    stub.api = answering({ status: 500 }, answer);
    await expect(resume()).rejects.toMatchObject({ type });
    expect(stub.asked().filter((asked) => asked.startsWith('POST'))).toEqual([]);
  });

  test('for which there is no token any more is a lost answer too', async () => {
    const { tokens } = stub;
    stub.api = answering(CREATED, { status: 401 });
    stub.tokens = (asked) => (stub.tokenCalls.length === 1 ? tokens(asked) : { status: 500 });
    await expect(start()).rejects.toMatchObject({ type: 'AnswerLost' });
  });

  test('that nobody waits for any more is a lost answer too', async () => {
    const impatient = new AbortController();
    stub.api = async ({ method }) => {
      if (method === 'POST') setTimeout(() => impatient.abort(), 20);
      else await new Promise((resolve) => setTimeout(resolve, 200));
      return CREATED;
    };
    const started = stub.vendor.start(wanted(), { ...context, signal: impatient.signal });
    await expect(started).rejects.toMatchObject({ type: 'AnswerLost' });
  });

  test('resumed is the only call, and needs no second execution', async () => {
    stub.api = answering({ status: 500 }, DONE);
    expect(await resume()).toMatchObject({ handle, vendorJobId: ID });
    expect(stub.asked()).toEqual([`PUT DCMATI/executions/${ID}`]);
  });

  test.each([200, 400, 409])('with conflicts (%i) ends the start and names them', async (status) => {
    const conflicts = [{ rfcNumber: '3-AAA', rfcType: 'CODE_PROMO' }, { rfcNumber: '3-BBB' }];
    stub.api = answering(CREATED, { status, body: { conflicts } });
    const refused = { type: 'Conflict', message: expect.stringContaining('3-AAA, 3-BBB') };
    await expect(start()).rejects.toMatchObject(refused);
    await expect(resume()).rejects.toMatchObject(refused);
  });
});
