import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Vendor } from '../../contract/vendor.ts';
import { Gate } from '../gate.ts';
import { createHttp } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { symantecCcs } from './index.ts';
import type { CcsSettings } from './tokens.ts';

export interface StubCall {
  method: string;
  url: string;
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

/** A stand-in for CCS, for tests: `api` answers the calls, `tokens` the log-ins. */
export interface Stub {
  calls: StubCall[];
  tokenCalls: StubCall[];
  api: StubHandler;
  tokens: StubHandler;
  access: EndpointAccess<CcsSettings>;
  vendor: Vendor;
  close(): Promise<void>;
}

export const PASSWORD = 'S3cret-pass';

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

export async function startStub(settings: CcsSettings = { passwordEncoding: 'plain' }): Promise<Stub> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const call = { method, url, headers, body: await readBody(request) };
    const isLogIn = url.endsWith('/oauth/tokens');
    (isLogIn ? stub.tokenCalls : stub.calls).push(call);
    const answer = await (isLogIn ? stub.tokens : stub.api)(call);
    if (answer === 'hang up') return response.destroy();
    const { status = 200, headers: more = {}, body = '' } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const limits = { requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 20, maxHoldMs: 10 };
  const http = createHttp({ endpoint: 'ccs', url, ca: undefined, timeoutMs: 2_000, sessions: 20 }, new Gate(limits));
  const access = { name: 'ccs', url, credentials: { username: 'dom\\user', password: PASSWORD }, settings, http };
  const stub: Stub = {
    calls: [],
    tokenCalls: [],
    api: () => ({ status: 500 }),
    tokens: () => ({ body: { access_token: `token-${stub.tokenCalls.length}`, refresh_token: 'again' } }),
    access,
    vendor: symantecCcs.create(access),
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

export const JOB = '24f58e54-5d94-45f8-97a8-ccb6d959233a';
export const RUN = '4f7415b1-303d-42cd-8b61-485485a1cb9c';

/** The page's sample of an execute reply, with other fields where a test needs them. */
export function sampleRun(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    JobRunID: RUN,
    JobID: JOB,
    CustomStatusText: '',
    Exception: null,
    JobStartTime: '2018-09-14T13:07:24.3474193Z',
    JobEndTime: '0001-01-01T00:00:00',
    JobSummary: null,
    Status: 2,
    ActivityStatusList: [],
    ...fields,
  };
}

export const signal = new AbortController().signal;
