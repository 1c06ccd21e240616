import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StartContext, Vendor } from '../../contract/vendor.ts';
import { Gate } from '../gate.ts';
import { createHttp } from '../http.ts';
import { oracleManagedCloud } from './index.ts';
import { params } from './params.ts';
import { type Access, type Credentials, SCOPES } from './settings.ts';

export interface StubCall {
  method: string;
  /** Below the customer's instances, or the whole path. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface StubAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as it is where it is text, as JSON otherwise. */
  body?: unknown;
}

/** `'hang up'` cuts the connection once the request is read. */
export type StubHandler = (call: StubCall) => StubAnswer | 'hang up' | Promise<StubAnswer | 'hang up'>;

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

async function readCall(request: IncomingMessage): Promise<StubCall> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://stub');
  const path = pathname.startsWith(INSTANCES) ? pathname.slice(INSTANCES.length) : pathname;
  return { method: request.method ?? '', path, query: searchParams, headers: request.headers, body };
}

export async function startStub(credentials?: Credentials): Promise<Stub> {
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    const isLogIn = call.path === '/oauth2/v1/token';
    (isLogIn ? stub.tokenCalls : stub.calls).push(call);
    const answer = await (isLogIn ? stub.tokens : stub.api)(call);
    if (answer === 'hang up') return response.destroy();
    const { status = 200, headers: more = {}, body = '' } = answer;
    const date = new Date(NOW).toUTCString();
    response.writeHead(status, { 'content-type': 'application/json', date, ...more });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const limits = { requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 20, maxHoldMs: 10 };
  const url = new URL(origin);
  const http = createHttp({ endpoint: 'mcs', url, ca: undefined, timeoutMs: 2_000, sessions: 20 }, new Gate(limits));
  const own = { tokenUrl: `${origin}/oauth2/v1/token`, clientId: 'reeve', clientSecret: SECRET, scope: 'a b' };
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
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}
