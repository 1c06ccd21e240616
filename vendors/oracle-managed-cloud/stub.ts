import type { StartContext, Vendor } from '../../contract/vendor.ts';
import {
  type StubCall as Asked,
  type StubHandler as Handler,
  type StubAnswer,
  startLoopback,
} from '../loopback-stub.ts';
import { oracleManagedCloud } from './index.ts';
import { params } from './params.ts';
import { type Access, type Credentials, SCOPES } from './settings.ts';

/** A call as these tests look at it. */
export interface StubCall extends Omit<Asked, 'url'> {
  /** Below the customer's instances, or the whole path. */
  path: string;
  query: URLSearchParams;
}
export type { StubAnswer };
export type StubHandler = Handler<StubCall>;

/** A stand-in for the vendor and for the customer's OAuth server, for tests. */
export interface Stub {
  calls: StubCall[];
  tokenCalls: StubCall[];
  api: StubHandler;
  tokens: StubHandler;
  access: Access;
  vendor: Vendor;
  /** What was asked for, in order: `GET DCMATI/executions/3-A`. */
  asked(): string[];
  close(): Promise<void>;
}

export const SECRET = 'S3cret/+&%';
export const IDENTIFIER = '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16';
export const INSTANCES = '/selfservice/v1/customers/12345678/EBSO/products/config/instances/';
export const NOW = Date.parse('2020-08-26T12:00:00Z');
export const STAMP = 'rv-abcdefghij234567';
export const signal = new AbortController().signal;

/** A JWT whose signature nobody here looks at. */
export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}
export const goodToken = (jti: number) => jwt({ scope: Object.values(SCOPES).join(' '), jti });

export const context: StartContext = {
  signal,
  operation: 'run-config',
  stamp: STAMP,
  intendedAtMs: NOW - 30_000,
  nowMs: () => NOW,
};

export function wanted(fields: object = {}): unknown {
  return params['run-config'].parse({
    instanceId: 'DCMATI',
    summary: 'Apply Config Changes',
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
    primaryContact: 'dba@example.com',
    customerNote: 'Action Plan',
    scheduledTime: '2020-08-26T08:53:51-07:00',
    ...fields,
  });
}

function callOf({ url, ...call }: Asked): StubCall {
  const { pathname, searchParams } = new URL(url, 'http://stub');
  const path = pathname.startsWith(INSTANCES) ? pathname.slice(INSTANCES.length) : pathname;
  return { ...call, path, query: searchParams };
}

export async function startStub(credentials?: Credentials): Promise<Stub> {
  const { url, http, close } = await startLoopback('mcs', async (asked) => {
    const call = callOf(asked);
    const isLogIn = call.path === '/oauth2/v1/token';
    (isLogIn ? stub.tokenCalls : stub.calls).push(call);
    const answer = await (isLogIn ? stub.tokens : stub.api)(call);
    if (answer === 'hang up') return answer;
    return { ...answer, headers: { date: new Date(NOW).toUTCString(), ...answer.headers } };
  });
  const own = { tokenUrl: `${url.origin}/oauth2/v1/token`, clientId: 'reeve', clientSecret: SECRET, scope: 'a b' };
  const settings = { supportIdentifier: '12345678', serviceType: 'EBSO', identifier: IDENTIFIER } as const;
  const access: Access = { name: 'mcs', url, credentials: credentials ?? own, settings, http };
  const stub: Stub = {
    calls: [],
    tokenCalls: [],
    api: () => ({ status: 500 }),
    tokens: () => ({ body: { access_token: goodToken(stub.tokenCalls.length), expires_in: 3_600 } }),
    access,
    vendor: oracleManagedCloud.create(access),
    asked: () => stub.calls.map(({ method, path }) => `${method} ${path}`),
    close,
  };
  return stub;
}
