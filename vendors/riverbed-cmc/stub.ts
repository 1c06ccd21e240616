import type { Vendor } from '../../contract/vendor.ts';
import { type StubAnswer, type StubCall, type StubHandler, startLoopback } from '../loopback-stub.ts';
import type { CmcCredentials } from './credentials.ts';
import { riverbedCmc } from './index.ts';
import type { CmcAccess } from './log-in.ts';
import type { CmcSettings } from './settings.ts';

export type { StubAnswer, StubCall, StubHandler } from '../loopback-stub.ts';

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
  const { url, http, close } = await startLoopback('cmc', (call) => {
    const isLogIn = call.url.startsWith('/api/common/');
    (isLogIn ? stub.logInCalls : stub.calls).push(call);
    return (isLogIn ? stub.logIns : stub.api)(call);
  });
  const access = { name: 'cmc', url, credentials, settings, http };
  const stub: Stub = {
    calls: [],
    logInCalls: [],
    api: () => ({ status: 500 }),
    logIns: (call) => grant(stub.logInCalls.length, call),
    access,
    vendor: riverbedCmc.create(access),
    close,
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
