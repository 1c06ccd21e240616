import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type EndpointConfiguration, parseConfiguration } from '../configuration.ts';
import { createEndpoint } from '../endpoint.ts';
import { BASE, errorOf, PASSWORD, type Stub, sampleJob, startStub } from './stub.ts';

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

function configure(more: string) {
  const text = `installation: t
endpoints:
  cmc:
    vendor: riverbed-cmc
    url: ${stub.access.url.href}
${more}`;
  return parseConfiguration(text, 'reeve.yaml', { CMC_SECRET: PASSWORD }).endpoints.cmc as EndpointConfiguration;
}
const BASIC = 'credentials: { username: reeve, password: "${env:CMC_SECRET}", login: basic }';

test('looks that fall together are one list, each with its own answer', async () => {
  const settings = configure(`    allowHttp: true\n    apiVersion: "1.0"\n    ${BASIC}`);
  const endpoint = createEndpoint('cmc', settings);
  const jobs = Array.from({ length: 9 }, (_, id) =>
    sampleJob({ id, job_status: id % 2 ? 'Success' : 'Canceled', creation_time: 5 }),
  );
  stub.api = ({ url }) =>
    url.includes('items') ? { status: 404, body: errorOf('RESOURCE_NOT_FOUND') } : { body: jobs };
  const ids = Array.from({ length: 10 }, (_, id) => 9 - id);
  const looked = await Promise.allSettled(ids.map((id) => endpoint.look({ jobId: String(id), createdAt: 5 })));
  expect(looked[0]).toMatchObject({ status: 'rejected', reason: { type: 'NotFound' } });
  expect(looked.slice(1)).toMatchObject(
    ids.slice(1).map((id) => ({ status: 'fulfilled', value: { state: id % 2 ? 'succeeded' : 'canceled' } })),
  );
  expect(stub.calls.map(({ url }) => url)).toEqual([`${BASE}/jobs?after=4&before=6`, `${BASE}/jobs/items/9`]);
  expect(stub.calls[0]?.headers.authorization).toMatch(/^Basic /);
  await endpoint.close();
});

test.each([
  [BASIC, /expected https:, found http:/],
  [
    'allowHttp: true\n    credentials: { username: reeve }',
    /credentials: expected accessCode, or username and password/,
  ],
  ['allowHttp: true\n    credentials: { accessCode: clear }', /credentials.accessCode: expected a reference/],
  [`allowHttp: true\n    apiVersion: "3"\n    ${BASIC}`, /apiVersion/],
])('an endpoint is refused with its mistake (%#)', (more, message) => {
  expect(() => configure(`    ${more}`)).toThrow(message);
});
