import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../index.ts';
import { type Ask, createClient } from '../test-client.ts';

// Copied from the vendor's page: the sample script's token body (with the values of its own example) and its two payloads.
const TOKEN_PAYLOAD = `grant_type=password&username=${'domain1\\administrator'}&password=${btoa('pass@123')}`;
const EXECUTE_PAYLOAD = '{\r\n"Operation":"execute"\r\n}\r\n';
const ABORT_PAYLOAD = '{\r\n"Operation":"abort"\r\n}\r\n';
const EXECUTE_URLS = [
  '/ccs/api/v1/jobs/0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16',
  '/ccs/api/v1/jobs/24f58e54-5d94-45f8-97a8-ccb6d959233a',
];
const ABORT_URL = '/ccs/api/v1/jobs/a348fb16-6d5b-4de3-bfd3-13f214a01538';
const SAMPLE_ANSWER = `{"JobRunID":"4f7415b1-303d-42cd-8b61-485485a1cb9c", "JobID":"24f58e54-5d94-45f8-97a8-ccb6d959233a", "CustomStatusText":"","Exception":null, "JobStartTime":"2018-09-14T13:07:24.3474193Z", "JobEndTime":"0001-01-01T00:00:00", "JobSummary":null,"Status":2, "ActivityStatusList":[]}`;

let simulators: Simulators;
let ask: Ask;
let headers: Record<string, string>;

beforeAll(async () => {
  simulators = await startSimulators({ vendors: ['symantec-ccs'] });
  ask = createClient(simulators.get('symantec-ccs').url, simulators.ca, { 'content-type': 'application/json' });
  const answer = await ask('/ccs/api/v1/oauth/tokens', { method: 'POST', body: TOKEN_PAYLOAD });
  expect(answer.status).toBe(200);
  const token = answer.json();
  expect(Object.keys(token)).toEqual(expect.arrayContaining(['access_token', 'refresh_token']));
  headers = { authorization: `Bearer ${token.access_token}` };
});
afterAll(() => simulators.stop());

test.each(EXECUTE_URLS)('the sample execute request at %s gets the sample answer with real values', async (url) => {
  const answer = await ask(url, { method: 'POST', headers, body: EXECUTE_PAYLOAD });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('application/json');
  const sample = JSON.parse(SAMPLE_ANSWER);
  expect(Object.keys(answer.json())).toEqual(Object.keys(sample));
  expect(answer.json()).toEqual({
    ...sample,
    JobID: url.split('/').at(-1),
    JobRunID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    JobStartTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
  });
});

test('the sample abort request gets 204 and stops the run', async () => {
  const answer = await ask(ABORT_URL, { method: 'POST', headers, body: ABORT_PAYLOAD });
  expect([answer.status, answer.body]).toEqual([204, '']);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const run = simulators
    .get('symantec-ccs')
    .ledger()
    .jobs.find((job) => job.runId === ABORT_URL.split('/').at(-1));
  expect(run).toMatchObject({ state: 'ended', ended: 'canceled', words: '7' });
});
