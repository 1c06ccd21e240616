import { afterEach, expect, test } from '@jest/globals';
import { type EndpointConfiguration, parseConfiguration } from './configuration.ts';
import { type Loopback, type StubCall, startLoopback } from './loopback-stub.ts';
import { checkParams, type VendorName } from './params.ts';
import { PLANNED_STAMP, planStart, type StartPlan } from './plan-start.ts';
import { VENDORS } from './registry.ts';
import type { Rehearsal } from './vendor-module.ts';

const SECRET = 'Secret+of/plan=1';
let loopback: Loopback | undefined;
afterEach(async () => {
  await loopback?.close();
  loopback = undefined;
});

/** Answers log-ins and reads as the rehearsal does, and nothing else; keeps what it was asked. */
async function listen({ logIn, read }: Rehearsal): Promise<{ url: URL; calls: StubCall[] }> {
  const calls: StubCall[] = [];
  loopback = await startLoopback('lab', (call) => {
    calls.push(call);
    const asked = {
      ...call,
      path: call.url,
      kind: 'start',
      signal: AbortSignal.timeout(1),
      method: call.method as 'GET',
    };
    const server = call.url.startsWith('/oauth') ? { server: new URL('http://token') } : {};
    const answer = logIn?.({ ...asked, ...server } as never) ?? read?.(asked as never);
    if (answer === undefined) return { status: 400 };
    return { body: answer.text, headers: { 'set-cookie': answer.headers.getSetCookie() } };
  });
  return { url: loopback.url, calls };
}

function configured(vendor: VendorName, url: URL, more: object): EndpointConfiguration {
  const credentials = { username: 'ann', password: '${env:SECRET}' };
  const endpoints = { lab: { vendor, url: url.href, allowHttp: true, credentials, ...more } };
  const text = JSON.stringify({ installation: 'test', endpoints });
  return parseConfiguration(text, 'reeve.yaml', { SECRET }).endpoints.lab as EndpointConfiguration;
}

const oracle = (url: URL) => ({
  credentials: { tokenUrl: `${url.origin}/oauth/token`, clientId: 'ann', clientSecret: '${env:SECRET}' },
  supportIdentifier: '21845621',
  serviceType: 'EBSO',
  identifier: 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41',
});
const runConfig = {
  instanceId: 'EBS1',
  duration: { unit: 'hours', value: 2 },
  config: { type: 'Trace & Debug', activity: { name: 'FRD Enable/Disable', type: 'Enable' } },
  primaryContact: 'ann@example.com',
};
const NODE = '0123456789ABCDEF0123456789ABCDEF';
type Case = [vendor: VendorName, operation: string, params: object, more: (url: URL) => object];
const none = () => ({});

/** With the schema's defaults. */
function paramsOf(vendor: VendorName, operation: string, given: object): unknown {
  const checked = checkParams(vendor, operation, given);
  if ('params' in checked) return checked.params;
  throw new Error(JSON.stringify(checked));
}

const CASES: Case[] = [
  ['cisco-prime', 'deploy-template', { templateName: 'T', devices: [{ id: '101', variables: { a: 'b&c' } }] }, none],
  ['cisco-prime', 'deploy-template', { templateName: 'T', devices: [{ id: '1' }] }, () => ({ format: 'json' })],
  ['lenovo-xclarity', 'power', { uuid: NODE, powerState: 'powerOff' }, none],
  ['lenovo-xclarity', 'power', { uuid: NODE, powerState: 'powerOn' }, () => ({ login: 'basic' })],
  ['lenovo-xclarity', 'track', { args: ['a'], percentage: 3 }, none],
  ['lenovo-xclarity', 'update-firmware', { servers: [{ uuid: NODE, components: [{ component: 'UEFI' }] }] }, none],
  ['oracle-managed-cloud', 'run-config', runConfig, oracle],
  ['riverbed-cmc', 'push', { features: [7, 8], siteIds: [1] }, none],
  ['riverbed-cmc', 'push', { features: ['QoS'], siteIds: [1] }, none],
  ['symantec-ccs', 'run', { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' }, none],
];

test.each(CASES)('the plan of %s %s is what its start sends: %j', async (vendor, operation, given, more) => {
  const module = VENDORS[vendor];
  const { url, calls } = await listen(module.rehearsal ?? {});
  const settings = configured(vendor, url, more(url));
  const params = paramsOf(vendor, operation, given);

  const plan = await planStart('lab', settings, { operation, params });
  expect(calls).toEqual([]);

  const { credentials, own } = settings;
  const real = module.create({ name: 'lab', url, credentials, settings: own, http: (loopback as Loopback).http });
  const nowMs = Date.now();
  const signal = AbortSignal.timeout(5_000);
  const context = { operation, stamp: PLANNED_STAMP, intendedAtMs: nowMs, nowMs: () => nowMs, signal };
  // The stub takes no start.
  await expect(real.start(params, context)).rejects.toThrow();
  const told = ({ requests }: StartPlan) =>
    requests.map((one) => [one.method, one.url, one.is === 'logIn' ? '' : (one.body ?? '')]);
  const logIns = plan.requests.filter(({ is }) => is === 'logIn').length;
  const sent = calls.map(({ method, url: path, body }, at) => [
    method,
    new URL(path, url).href,
    at < logIns ? '' : body,
  ]);
  expect(told(plan)).toEqual(sent);
  for (const [at, { headers }] of plan.requests.entries()) {
    const real = calls[at]?.headers ?? {};
    for (const [name, value] of Object.entries(headers)) {
      expect(real[name.toLowerCase()]).toMatch(value.endsWith('[hidden]') ? /./ : value);
    }
  }
});

test.each(CASES)('the plan of %s %s holds no secret: %j', async (vendor, operation, given, more) => {
  const url = new URL('https://127.0.0.1:9');
  const settings = configured(vendor, url, more(url));
  const plan = await planStart('lab', settings, { operation, params: paramsOf(vendor, operation, given) });
  const text = JSON.stringify(plan);
  const base64 = (plain: string) => Buffer.from(plain).toString('base64');
  for (const form of [SECRET, encodeURIComponent(SECRET), base64(SECRET), base64(`ann:${SECRET}`)]) {
    expect(text).not.toContain(form);
  }
  expect(text).toContain('[hidden]');
});

test('a password of a few letters is hidden too', async () => {
  const url = new URL('https://ann:pw@127.0.0.1:9/base');
  const settings = { ...configured('symantec-ccs', url, {}), credentials: { username: 'ann', password: 'pw' } };
  const params = { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' };
  const { requests } = await planStart('lab', settings, { operation: 'run', params });
  expect(requests.map((one) => [one.is, one.url.slice(0, 28), one.body])).toEqual([
    ['logIn', 'https://127.0.0.1:9/base/ccs', '[hidden]'],
    ['start', 'https://127.0.0.1:9/base/ccs', '{"Operation":"execute"}'],
  ]);
  expect(requests[1]?.headers.authorization).toBe('Bearer [hidden]');
});

test('what the answers decide is named, not made up', async () => {
  const url = new URL('https://127.0.0.1:9');
  const of = (vendor: VendorName, operation: string, params: object, more = {}) =>
    planStart('lab', configured(vendor, url, more), { operation, params });
  expect(await of('riverbed-cmc', 'push', { features: ['QoS', 'PathSelection'], siteIds: [1] })).toMatchObject({
    requests: [{ is: 'logIn' }, { is: 'read' }, { is: 'read' }],
    further: [expect.stringContaining('POST')],
  });
  expect((await of('riverbed-cmc', 'push', { features: [7], siteIds: [1] })).further).toEqual([]);
  const config = paramsOf('oracle-managed-cloud', 'run-config', runConfig) as object;
  expect((await of('oracle-managed-cloud', 'run-config', config, oracle(url))).further).toEqual([
    'PUT …/executions/<id from the answer>: schedules the execution for 17 minutes from then',
  ]);
});

test('what the vendor’s part refuses before it sends anything is refused here too', async () => {
  const url = new URL('https://127.0.0.1:9');
  const settings = configured('oracle-managed-cloud', url, oracle(url));
  const params = { ...runConfig, downStream: [], scheduledTime: '2020-01-01T00:00:00Z' };
  const plan = planStart('lab', settings, { operation: 'run-config', params });
  await expect(plan).rejects.toThrow(/params.scheduledTime: found .*expected a time at least 16 minutes ahead/);
});
