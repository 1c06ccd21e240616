import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Vendor } from '../../contract/vendor.ts';
import { Gate } from '../gate.ts';
import { createHttp } from '../http.ts';
import type { CmcCredentials } from './credentials.ts';
import { riverbedCmc } from './index.ts';
import type { CmcAccess } from './log-in.ts';
import type { CmcSettings } from './settings.ts';

export interface StubCall {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface StubAnswer {
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Sent as it is where it is text, as JSON otherwise. */
  body?: unknown;
}

/** `'hang up'` cuts the connection once the request is read. */
export type StubHandler = (call: StubCall) => StubAnswer | 'hang up' | Promise<StubAnswer | 'hang up'>;

/** A stand-in for a CMC, for tests: `api` answers the calls, `logIns` the log-ins. */
export interface Stub {
  calls: StubCall[];
  logInCalls: StubCall[];
  api: StubHandler;
  logIns: StubHandler;
  access: CmcAccess;
  vendor: Vendor;
  close(): Promise<void>;
}

export const PASSWORD = 'S3cret-pass';
export const BASE = '/api/cmc.configurator/1.0';
export const BY_COOKIE: CmcCredentials = { username: 'reeve', password: PASSWORD };

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

/** Answers a log-in as the vendor would: by form with a token and the state, by JSON with two cookies. */
function grant(number: number, { body }: StubCall): StubAnswer {
  const state = new URLSearchParams(body).get('state');
  return body.startsWith('{')
    ? { headers: { 'set-cookie': [`session=c${number}; Path=/; HttpOnly`, 'lb=a; Secure'] }, body: {} }
    : { body: { access_token: `token-${number}`, state } };
}

export async function startStub(
  credentials: CmcCredentials = BY_COOKIE,
  settings: CmcSettings = { apiVersion: '1.0' },
): Promise<Stub> {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const call = { method, url, headers, body: await readBody(request) };
    const isLogIn = url.startsWith('/api/common/');
    (isLogIn ? stub.logInCalls : stub.calls).push(call);
    const answer = await (isLogIn ? stub.logIns : stub.api)(call);
    if (answer === 'hang up') return response.destroy();
    const { status = 200, headers: more = {}, body = '' } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const limits = { requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 20, maxHoldMs: 10 };
  const http = createHttp({ endpoint: 'cmc', url, ca: undefined, timeoutMs: 2_000, sessions: 20 }, new Gate(limits));
  const access = { name: 'cmc', url, credentials, settings, http };
  const stub: Stub = {
    calls: [],
    logInCalls: [],
    api: () => ({ status: 500 }),
    logIns: (call) => grant(stub.logInCalls.length, call),
    access,
    vendor: riverbedCmc.create(access),
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

export const signal = new AbortController().signal;

/** A job as the page describes it, with other fields where a test needs them. */
export function sampleJob(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 17,
    site_ids: [3, 4],
    operation: 'push',
    idx: 1,
    timestamp: 1_399_317_540,
    feature_ids: [12],
    creation_time: 1_399_317_542,
    push_time: null,
    completion_time: null,
    error_text: null,
    job_status: 'InProgress',
    backup: false,
    detailed_status: [],
    ...fields,
  };
}

export function sampleFeature(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: 12, name: 'dns', pretty_name: 'DNS', description: 'Name servers', push_enable: true, ...fields };
}

/** The vendor's own error. */
export const errorOf = (error_id: string, error_text = 'Some words') => ({ error_id, error_text });
