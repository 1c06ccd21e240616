import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, type Json } from '../test-client.ts';

// Copied from the vendor's page: its addresses, and its sketches of a job and of a feature.
const JOBS = 'http://{device}/api/cmc.configurator/1.0/jobs{?job_status,feature_id,after,before}';
const JOB = 'http://{device}/api/cmc.configurator/1.0/jobs/items/{id}';
const CANCEL = 'http://{device}/api/cmc.configurator/1.0/jobs/items/{id}/cancel';
const FEATURE = 'http://{device}/api/cmc.configurator/1.0/features/items/{id}';
const FEATURES = 'http://{device}/api/cmc.configurator/1.0/features{?name}';
const JOB_SKETCH =
  '{ "id": integer, "site_ids": [ integer ], "appliance_serial_numbers": [ string ], "operation": string, "idx": integer, "timestamp": integer, "site_type_ids": [ integer ], "feature_ids": [ integer ], "creation_time": integer, "push_time": multiple, "completion_time": multiple, "error_text": multiple, "job_status": string, "backup": boolean, "detailed_status": [ { "feature_id": integer, "status": interpreter_job_status, "serialnum": string, "result": interpreter_job_result, "error_text": multiple } ] }';
const FEATURE_SKETCH =
  '{ "id": integer, "name": string, "pretty_name": string, "description": string, "push_enable": boolean }';

const JOB_STATUSES = 'Queued, InProgress, Failed, Success, Canceled'.split(', ');

let simulators: Simulators;
let ask: Ask;

beforeAll(async () => {
  simulators = await startSimulators({ vendors: ['riverbed-cmc'] });
  const { url } = simulators.get('riverbed-cmc');
  ask = createClient(url, simulators.ca, { ...basic('operator', 'Operator-1'), accept: 'application/json' });
});
afterAll(() => simulators.stop());

/** The page's address with its places filled in. */
function at(template: string, values: Record<string, string | number> = {}): string {
  const path = template.replace('http://{device}', '').replace('{id}', String(values.id));
  return path.replace(/\{\?.*\}$/, () => {
    const { id: _id, ...query } = values;
    return `?${new URLSearchParams(query as Record<string, string>)}`;
  });
}

const keysOf = (sketch: string): string[] => [...sketch.matchAll(/"(\w+)":/g)].map(([, key]) => key ?? '');
const [jobKeys, partKeys] = [keysOf(JOB_SKETCH).slice(0, 15), keysOf(JOB_SKETCH).slice(15)];

/** What the page's tables say of a job. */
function expectJob(job: Json): void {
  expect(Object.keys(job)).toEqual(jobKeys.filter((key) => key in job));
  for (const key of ['id', 'idx', 'timestamp', 'creation_time']) expect(Number.isInteger(job[key])).toBe(true);
  expect(job.feature_ids.length).toBeGreaterThan(0);
  const targets = ['site_ids', 'appliance_serial_numbers', 'site_type_ids'].filter((key) => key in job);
  expect(targets).toHaveLength(1);
  expect(JOB_STATUSES).toContain(job.job_status);
  expect(['boolean', 'string']).toEqual([typeof job.backup, typeof job.operation]);
  expect('push_time' in job).toBe(['InProgress', 'Failed', 'Success'].includes(job.job_status));
  for (const part of job.detailed_status) {
    expect(Object.keys(part)).toEqual(partKeys.filter((key) => key in part));
    expect(['Pending', 'Running', 'Completed']).toContain(part.status);
    if (part.status === 'Completed') expect(['Fail', 'Success']).toContain(part.result);
  }
}

test('the sketch names what we think it names', () => {
  expect(jobKeys.at(-1)).toBe('detailed_status');
  expect(partKeys).toEqual(['feature_id', 'status', 'serialnum', 'result', 'error_text']);
});

test('GET jobs: a bare array of jobs, in every state', async () => {
  const answer = await ask(at(JOBS));
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('application/json');
  const jobs = answer.json();
  for (const job of jobs) expectJob(job);
  expect(new Set(jobs.map((job: Json) => job.job_status))).toEqual(new Set(JOB_STATUSES));
});

test('GET job', async () => {
  const job = (await ask(at(JOB, { id: 2 }))).json();
  expectJob(job);
  expect(job).toMatchObject({ id: 2, site_ids: [2], feature_ids: [3], job_status: 'Failed' });
  expect(job.detailed_status).toEqual([
    { feature_id: 3, status: 'Completed', serialnum: 'RV0002A', result: 'Success', error_text: null },
    {
      feature_id: 3,
      status: 'Completed',
      serialnum: 'RV0002B',
      result: 'Fail',
      error_text: 'Push to RV0002B failed.',
    },
  ]);
});

test('POST cancel without a body returns the job', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '0' };
  const answer = await ask(at(CANCEL, { id: 6 }), { method: 'POST', headers });
  expect(answer.status).toBe(200);
  expectJob(answer.json());
  expect(answer.json()).toMatchObject({ id: 6, job_status: 'Canceled' });
});

test('GET feature and GET features by name', async () => {
  const feature = (await ask(at(FEATURE, { id: 1 }))).json();
  expect(Object.keys(feature)).toEqual(keysOf(FEATURE_SKETCH));
  expect(feature).toMatchObject({ id: 1, name: 'networking', pretty_name: 'Networking', push_enable: true });
  expect((await ask(at(FEATURES, { name: 'networking' }))).json()).toEqual([feature]);
  expect((await ask(at(FEATURES, { name: 'nobody' }))).json()).toEqual([]);
  expect((await ask(at(FEATURES))).json()).toContainEqual(feature);
});

test('1.1 says the same', async () => {
  const newer = at(JOB, { id: 2 }).replace('/1.0/', '/1.1/');
  expect((await ask(newer)).json()).toEqual((await ask(at(JOB, { id: 2 }))).json());
  expect((await ask(newer.replace('/1.1/', '/2.0/'))).status).toBe(404);
});
