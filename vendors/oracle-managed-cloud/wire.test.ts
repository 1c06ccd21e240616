import { expect, test } from '@jest/globals';
import { readDate, writeDate } from './dates.ts';
import { oracleManagedCloud } from './index.ts';
import { readJwt } from './jwt.ts';
import { params } from './params.ts';
import { CANCELED, CANCELED_TOGGLE } from './samples.ts';
import { IDENTIFIER, jwt, wanted } from './stub.ts';
import { cancelBody, changed, conflicting, execution, statuses } from './wire.ts';

const WORDS = { status: 'Open', subStatus: 'Ready For Scheduling/Approval' };

test("the page's samples of a cancel are read", () => {
  expect(changed.parse(JSON.parse(CANCELED))).toMatchObject({ id: '3-7JZXAMZ', ...WORDS, downStreamExecutions: [] });
  expect(changed.parse(JSON.parse(CANCELED_TOGGLE))).toMatchObject({
    id: '3-7JZXAMZ',
    ...WORDS,
    downStreamExecutions: [{ id: '3-7JZXAMB', ...WORDS }],
  });
});

test("the page's request of a cancel is what is sent", () => {
  expect(JSON.stringify(cancelBody.parse({ action: 'cancel' }))).toBe('{"action":"cancel"}');
});

test.each([[{ rfcNumber: '3-A' }], [{ id: '3-A' }], [{ id: null, rfcNumber: '3-A' }]])('%j is of 3-A', (value) => {
  expect(execution.parse(value).id).toBe('3-A');
});

test('an id that is a number stays one in digits', () => {
  expect(execution.parse({ id: 779 }).id).toBe('779');
});

test.each([[{}], [{ id: '' }], [{ id: '../x' }], [{ id: '.' }], [[]], [null], ['3-A'], [{ id: 1.5 }], [{ id: '3 A' }]])(
  '%j is no execution',
  (value) => {
    expect(execution.safeParse(value).success).toBe(false);
  },
);

test('an answer that tells nothing is none', () => {
  expect(changed.safeParse({}).success).toBe(false);
  expect(changed.safeParse({ status: 'Open' }).success).toBe(true);
  expect(conflicting.safeParse({ conflicts: [] }).success).toBe(false);
  expect(statuses.parse({ response: [{ executionId: '3-A', status: ' success ' }] }).response).toEqual([
    { executionId: '3-A', status: 'success' },
  ]);
});

test.each([
  ['2020-08-26T8:53:51-07:00', '2020-08-26T15:53:51Z'],
  ['2020-08-26T08:53:51-0700', '2020-08-26T15:53:51Z'],
  ['2021-10-11T09:52:52Z', '2021-10-11T09:52:52Z'],
  ['2021-10-11T9:52:52.1234567Z', '2021-10-11T09:52:52Z'],
])('the date %s is %s', (text, utc) => {
  expect(writeDate(readDate(text) ?? Number.NaN)).toBe(utc);
});

test.each([undefined, '', '2020-08-26T8:53:51', '2020-08-26', '2020-13-26T8:53:51Z', 'soon'])(
  '%j is no date',
  (text) => {
    expect(readDate(text)).toBeUndefined();
  },
);

test.each([
  [{ scope: 'a b' }, ['a', 'b']],
  [{ scope: ['a', 'b'] }, ['a', 'b']],
  [{ scp: ['a'] }, ['a']],
  [{ scope: '' }, []],
  [{ sub: 'x' }, undefined],
])('the claims %j name the scopes %j', (claims, scopes) => {
  expect(readJwt(jwt(claims))?.scopes).toEqual(scopes);
});

test.each(['', 'opaque', 'a.b', 'a.b.c.d', '<html>', `${jwt({})}\nx`, 'a.bnVsbA.c'])('%j is no JWT', (text) => {
  expect(readJwt(text)).toBeUndefined();
});

test.each([
  ['no instance', { instanceId: '' }],
  ['an instance that is a path', { instanceId: '../other' }],
  ['a time without a zone', { scheduledTime: '2020-08-26T08:53:51' }],
  ['an unknown field', { when: 'now' }],
  ['no duration', { duration: undefined }],
])('parameters with %s are refused', (_why, fields) => {
  expect(params['run-config'].safeParse({ ...(wanted() as object), ...fields }).success).toBe(false);
});

test('settings and credentials know their fields', () => {
  const { settings, credentials } = oracleManagedCloud;
  const good = { supportIdentifier: '12345678', serviceType: 'EBSZ', identifier: IDENTIFIER };
  expect(settings.parse(good)).toEqual(good);
  for (const wrong of [{ serviceType: 'EBSX' }, { identifier: 'x' }, { supportIdentifier: 'a/b' }, { more: 1 }])
    expect(settings.safeParse({ ...good, ...wrong }).success).toBe(false);
  const client = { tokenUrl: 'https://idcs.example.com/oauth2/v1/token', clientId: 'c', clientSecret: 's' };
  expect(credentials.parse(client)).toMatchObject({ scope: expect.stringContaining('mcs:oci:api:Approver') });
  expect(credentials.parse({ tokenFile: '/run/token' })).toEqual({ tokenFile: '/run/token' });
  for (const wrong of [{ tokenFile: 'token' }, { ...client, tokenUrl: 'http://idcs.example.com/' }, { clientId: 'c' }])
    expect(credentials.safeParse(wrong).error?.issues[0]?.message).toMatch(/^expected /);
});
