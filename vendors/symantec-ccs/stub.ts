import type { Vendor } from '../../contract/vendor.ts';
import { type StubCall, type StubHandler, startLoopback } from '../loopback-stub.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { symantecCcs } from './index.ts';
import type { CcsSettings } from './tokens.ts';

export type { StubAnswer, StubCall, StubHandler } from '../loopback-stub.ts';

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

export async function startStub(settings: CcsSettings = { passwordEncoding: 'plain' }): Promise<Stub> {
  const { url, http, close } = await startLoopback('ccs', (call) => {
    const isLogIn = call.url.endsWith('/oauth/tokens');
    (isLogIn ? stub.tokenCalls : stub.calls).push(call);
    return (isLogIn ? stub.tokens : stub.api)(call);
  });
  const access = { name: 'ccs', url, credentials: { username: 'dom\\user', password: PASSWORD }, settings, http };
  const stub: Stub = {
    calls: [],
    tokenCalls: [],
    api: () => ({ status: 500 }),
    tokens: () => ({ body: { access_token: `token-${stub.tokenCalls.length}`, refresh_token: 'again' } }),
    access,
    vendor: symantecCcs.create(access),
    close,
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
