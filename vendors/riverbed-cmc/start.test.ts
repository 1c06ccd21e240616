import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StartContext } from '../../contract/vendor.ts';
import { riverbedCmc } from './index.ts';
import {
  BASE,
  BY_COOKIE,
  errorOf,
  PASSWORD,
  type Stub,
  type StubAnswer,
  type StubHandler,
  sampleFeature,
  sampleJob,
  signal,
  startStub,
} from './stub.ts';

let stub: Stub;
const context: StartContext = { signal, operation: 'push', stamp: 'rv-aaaa', intendedAtMs: 0, nowMs: () => 0 };
const start = (features: (number | string)[] = [12]) => stub.vendor.start({ features, siteIds: [3, 4] }, context);

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

/** A vendor with two features, which answers the creation with the one given. */
const creating =
  (created: StubAnswer | 'hang up', features: StubHandler = goodFeatures): StubHandler =>
  (call) =>
    call.method === 'POST' ? created : features(call);
const goodFeatures: StubHandler = ({ url }) => {
  const { pathname, searchParams } = new URL(url, 'http://x');
  // The filter of this one finds more than the very name.
  if (searchParams.has('name')) return { body: [sampleFeature({ id: 13, name: 'dns-old' }), sampleFeature()] };
  return { body: sampleFeature({ id: Number(pathname.split('/').at(-1)) }) };
};

describe('a start', () => {
  test('makes the job with features by id and by name', async () => {
    stub.api = creating({ status: 201, body: sampleJob({ job_status: 'Queued', site_ids: [3, 4] }) });
    expect(await start([14, 'dns', 12])).toEqual({
      handle: { jobId: '17', createdAt: 1_399_317_542 },
      vendorJobId: '17',
      reading: { state: 'queued', words: 'Queued', readAt: expect.any(String) },
    });
    const asked = stub.calls.map(({ method, url }) => `${method} ${url.replace(BASE, '')}`);
    expect(new Set(asked.slice(0, 3))).toEqual(
      new Set(['GET /features/items/12', 'GET /features/items/14', 'GET /features?name=dns']),
    );
    expect(asked.slice(3)).toEqual(['POST /jobs']);
    expect(stub.calls.at(-1)).toMatchObject({ method: 'POST', body: '{"feature_ids":[14,12],"site_ids":[3,4]}' });
    expect(stub.calls.at(-1)?.headers).toMatchObject({
      accept: 'application/json',
      'content-type': 'application/json',
      cookie: 'session=c1; lb=a',
    });
  });

  test('needs no more of the answer than id and status', async () => {
    stub.api = creating({ body: { id: 17, job_status: 'Queued' } });
    expect(await start()).toMatchObject({ handle: { jobId: '17' }, vendorJobId: '17' });
  });

  test('is made once more after the session has expired, which carried out nothing', async () => {
    const made = () => stub.calls.filter(({ method }) => method === 'POST').length;
    stub.api = (call) =>
      made() === 1
        ? { status: 401, body: errorOf('AUTH_INVALID_SESSION') }
        : creating({ body: sampleJob() }, goodFeatures)(call);
    expect((await start()).vendorJobId).toBe('17');
    expect(made()).toBe(2);
    expect(stub.logInCalls).toHaveLength(2);
  });

  test.each<[string, string, StubAnswer | 'hang up']>([
    ['a cut connection', 'AnswerLost', 'hang up'],
    ['a web page', 'AnswerLost', { body: '<html></html>' }],
    ['half an answer', 'AnswerLost', { body: '{"id":17' }],
    ['an empty object', 'AnswerLost', { body: {} }],
    ['nothing', 'AnswerLost', { status: 204 }],
    ['a list', 'AnswerLost', { body: [sampleJob()] }],
    ['a job without a status', 'AnswerLost', { body: sampleJob({ job_status: undefined }) }],
    ['over 4 MiB', 'AnswerLost', { body: sampleJob({ error_text: 'x'.repeat(4_400_000) }) }],
    ['500', 'AnswerLost', { status: 500, body: errorOf('INTERNAL_ERROR') }],
    ['502', 'AnswerLost', { status: 502 }],
    ['a redirect', 'AnswerLost', { status: 302, headers: { location: '/' } }],
    ['503', 'Unavailable', { status: 503 }],
    ['429', 'RateLimited', { status: 429 }],
    ['400', 'InvalidRequest', { status: 400, body: errorOf('REQUEST_INVALID_INPUT') }],
    ['401', 'Unauthorized', { status: 401 }],
    ['500 for the session', 'Unauthorized', { status: 500, body: errorOf('AUTH_EXPIRED_TOKEN') }],
    ['403', 'Forbidden', { status: 403, body: errorOf('AUTH_DISALLOWED') }],
    ['404', 'InvalidRequest', { status: 404, body: errorOf('RESOURCE_NOT_FOUND') }],
    ['405', 'InvalidRequest', { status: 405 }],
    ['409', 'Conflict', { status: 409, body: errorOf('STATE_CONFLICT') }],
  ])('answered with %s is %s', async (_name, type, answer) => {
    stub.api = creating(answer);
    const failed = await start().catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'VendorError', type });
    expect(String(failed)).not.toContain(PASSWORD);
  });

  test("holds the vendor's words for a refusal, and never a body of another kind", async () => {
    stub.api = creating({ status: 400, body: errorOf('REQUEST_INVALID_INPUT', 'Unknown\nsite 3') });
    await expect(start()).rejects.toThrow('answered 400: Unknown site 3 (REQUEST_INVALID_INPUT)');
    stub.api = creating({ status: 400, body: 'token=abc' });
    await expect(start()).rejects.toThrow("answered 400: a body that is not the vendor's");
    stub.api = creating({ status: 404, body: '<html></html>' });
    await expect(start()).rejects.toThrow('answered 404: a web page');
    stub.api = creating({ status: 405 });
    await expect(start()).rejects.toThrow('start the job there and adopt it');
  });
});

describe('features are looked at before anything is sent', () => {
  const notFound = { status: 404, body: errorOf('RESOURCE_NOT_FOUND') };

  test.each<[string, string | number, string, StubAnswer | 'hang up', RegExp]>([
    ['an unknown id', 99, 'InvalidRequest', notFound, /no feature 99; nothing was sent/],
    ['an unknown name', 'ntp', 'InvalidRequest', { body: [] }, /no feature named "ntp"/],
    ['a name that is only like one', 'dn', 'InvalidRequest', { body: [sampleFeature()] }, /no feature named "dn"/],
    ['a name refused with 404', 'ntp', 'InvalidRequest', notFound, /no feature named "ntp"/],
    ['two of a name', 'dns', 'InvalidRequest', { body: [sampleFeature(), sampleFeature({ id: 13 })] }, /2 features/],
    ['one not enabled', 'dns', 'InvalidRequest', { body: [sampleFeature({ push_enable: false })] }, /not enabled/],
    ['one not enabled, by id', 12, 'InvalidRequest', { body: sampleFeature({ push_enable: false }) }, /not enabled/],
    ['another feature', 13, 'Unavailable', { body: sampleFeature() }, /not what it should be/],
    ['a web page', 12, 'Unavailable', { body: '<html></html>' }, /expected JSON/],
    ['a 404 page', 12, 'Unavailable', { status: 404, body: '<html></html>' }, /web page/],
    ['500', 12, 'Unavailable', { status: 500 }, /500/],
    ['403', 12, 'Forbidden', { status: 403 }, /403/],
    ['a cut connection', 'dns', 'Unavailable', 'hang up', /no whole answer/],
  ])('%s', async (_name, feature, type, answer, message) => {
    stub.api = creating({ body: sampleJob() }, () => answer);
    await expect(start([feature])).rejects.toMatchObject({ type, message });
    expect(stub.calls.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  const readsOf = () => stub.calls.filter(({ method }) => method === 'GET').length;

  test('starts that come together, or soon after, share a read; giving up one takes nothing from the others', async () => {
    stub.api = creating({ status: 201, body: sampleJob() });
    const gone = AbortSignal.abort();
    const params = { features: [12], siteIds: [3, 4] };
    const given = stub.vendor.start(params, { ...context, signal: gone });
    const others = [start([12]), start([12]), start([12])];
    await expect(given).rejects.toMatchObject({ type: 'Unavailable' });
    await Promise.all(others);
    await start([12]);
    expect(readsOf()).toBe(1);
    await start([14]);
    expect(readsOf()).toBe(2);
  });

  test.each<[string, StubAnswer]>([
    ['that cannot be pushed', { body: sampleFeature({ push_enable: false }) }],
    ['that could not be read', { status: 500 }],
  ])('a feature %s is read anew', async (_what, answer) => {
    let isWell = false as boolean;
    stub.api = creating({ status: 201, body: sampleJob() }, () => (isWell ? { body: sampleFeature() } : answer));
    await expect(start([12])).rejects.toThrow();
    isWell = true;
    expect(await start([12])).toMatchObject({ vendorJobId: '17' });
    expect(readsOf()).toBe(2);
  });

  test('a name is encoded', async () => {
    stub.api = creating({ body: sampleJob() }, () => ({ body: [sampleFeature({ name: 'a&b c=é' })] }));
    await start(['a&b c=é']);
    expect(stub.calls[0]?.url).toBe(`${BASE}/features?name=a%26b+c%3D%C3%A9`);
  });
});

describe('adopting', () => {
  test.each([17, '17', '017'])('takes job %j', async (jobId) => {
    stub.api = () => ({ body: sampleJob({ job_status: 'Success' }) });
    expect(await stub.vendor.adopt({ jobId }, { signal })).toMatchObject({
      handle: { jobId: '17', createdAt: 1_399_317_542 },
      vendorJobId: '17',
      reading: { state: 'succeeded' },
    });
    expect(stub.calls.map(({ url }) => url)).toEqual([`${BASE}/jobs/items/17`]);
  });

  test('refuses a job that the vendor does not have', async () => {
    stub.api = () => ({ status: 404, body: errorOf('RESOURCE_NOT_FOUND') });
    await expect(stub.vendor.adopt({ jobId: 17 }, { signal })).rejects.toMatchObject({ type: 'NotFound' });
  });

  test.each([{}, { id: 17 }, { jobId: -1 }, { jobId: '1/cancel' }, { jobId: '' }, { jobId: 17, x: 1 }])(
    'refuses %j',
    async (ids) => {
      const failed = stub.vendor.adopt(ids as never, { signal });
      await expect(failed).rejects.toMatchObject({ type: 'InvalidRequest', message: /expected jobId/ });
      expect(stub.calls).toEqual([]);
    },
  );
});

test('the version is a setting', async () => {
  expect(riverbedCmc.settings.parse({})).toEqual({ apiVersion: '1.0' });
  expect(riverbedCmc.settings.safeParse({ apiVersion: '2.0' }).success).toBe(false);
  const newer = await startStub(BY_COOKIE, { apiVersion: '1.1' });
  newer.api = () => ({ body: sampleJob() });
  await newer.vendor.look([{ jobId: '17' }], { signal });
  expect(newer.calls[0]?.url).toBe('/api/cmc.configurator/1.1/jobs/items/17');
  await newer.close();
});
