import type { z } from 'zod';
import type { StartContext, Vendor } from '../../contract/vendor.ts';
import { type StubAnswer, type StubCall, type StubHandler, startLoopback } from '../loopback-stub.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { lenovoXclarity } from './index.ts';
import { type Settings, settings } from './settings.ts';

export type { StubAnswer, StubCall, StubHandler } from '../loopback-stub.ts';

/** A stand-in for LXCA, for tests: `api` answers the calls, `sessions` the log-ins. */
export interface Stub {
  calls: StubCall[];
  logIns: StubCall[];
  api: StubHandler;
  sessions: StubHandler;
  access: EndpointAccess<Settings>;
  vendor: Vendor;
  /** The calls as `METHOD url body`. */
  lines(): string[];
  close(): Promise<void>;
}

export const PASSWORD = 'Passw0rd-S3cret';

/** The answer to the n-th log-in: cookies and body as public clients and pages show them. */
export function sessionAnswer(number: number): StubAnswer {
  const names = [`JSESSIONID=s${number}`, `csrf=csrf-${number}`, 'inactivityTimeout=1440', 'user=REEVE'];
  const session = { id: `s${number}`, csrf: `csrf-${number}`, inactivityTimeout: 1440, UserId: 'REEVE' };
  return {
    headers: { 'set-cookie': names.map((name) => `${name}; Path=/; Secure`) },
    body: { result: 'success', response: { pwChangeRequired: false, session }, messages: [] },
  };
}

export async function startStub(own: z.input<typeof settings> = {}): Promise<Stub> {
  const { url, http, close } = await startLoopback('lxca', (call) => {
    const isLogIn = call.url === '/sessions';
    (isLogIn ? stub.logIns : stub.calls).push(call);
    return (isLogIn ? stub.sessions : stub.api)(call);
  });
  const credentials = { username: 'REEVE', password: PASSWORD };
  const access = { name: 'lxca', url, credentials, settings: settings.parse(own), http };
  const stub: Stub = {
    calls: [],
    logIns: [],
    api: () => ({ status: 500 }),
    sessions: () => sessionAnswer(stub.logIns.length),
    access,
    vendor: lenovoXclarity.create(access),
    lines: () => stub.calls.map(({ method, url: path, body }) => `${method} ${path} ${body}`.trim()),
    close,
  };
  return stub;
}

export const signal = new AbortController().signal;

/** Wanted a minute ago by a clock that runs with the stub's. */
export function wanted(operation: string): StartContext {
  const intendedAtMs = Date.now() - 60_000;
  return { signal, operation, stamp: 'rv-abcdefghijklmnop', intendedAtMs, nowMs: () => Date.now() };
}

/** A task's row, with other fields where a test needs them. */
export function task(jobUID: string, state: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { jobUID, status: state, percentage: 50, createdBy: 'REEVE', children: [], ...fields };
}

/** `/jobs/5` as a public client's documentation records it: its id is 6. */
export const RECORDED_JOB = {
  isCancelable: false,
  status: { substatus: [], percentage: 100, description: [], state: 'Complete' },
  cancelledBy: '',
  messageDisplay: 'Starting',
  messageBundle: 'com.lenovo.lxca.discovery.bundle.tasks.messages',
  endTime: '2017-05-19T15:08:34Z',
  messageParameters: [],
  id: '6',
  startTime: '2017-05-19T15:08:34Z',
  category: 'MANAGEMENT',
  messageID: '1000_SHORT',
  createdBy: 'ADMIN',
  cancelURI: '',
  uuid: 'FEE5C5988F23453F8367597C3561DC54',
  typeId: -1,
  legacy: false,
};

/** The form of the vendor's errors. */
export function failure(id: string, text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { result: 'failure', messages: [{ id, text, ...more }] };
}
