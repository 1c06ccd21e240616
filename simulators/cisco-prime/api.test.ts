import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient } from '../test-client.ts';

const V3 = '/webacs/api/v3';
const CANCEL = `${V3}/op/jobService/cancelrunning.json`;

let simulators: Simulators;
let anybody: Ask;
let ask: Ask;

beforeAll(async () => {
  const own = { limits: { perUser: -1 } };
  simulators = await startSimulators({ vendors: ['cisco-prime'], http: true, 'cisco-prime': own });
  anybody = createClient(simulators.get('cisco-prime').url, undefined);
  ask = createClient(simulators.get('cisco-prime').url, undefined, basic('operator', 'Operator-1'));
});
afterAll(() => simulators.stop());

test('no credentials lead to the login page, wrong ones to 401 in HTML', async () => {
  const none = await anybody(`${V3}/data/JobSummary.json`);
  expect(none.status).toBe(302);
  expect(none.headers.location).toContain('/webacs/pages/common/login.jsp');
  const wrong = await anybody(`${V3}/data/JobSummary.json`, { headers: basic('operator', 'nonsense') });
  expect(wrong.status).toBe(401);
  expect(wrong.headers['content-type']).toContain('text/html');
});

test('a user without NBI Write may look and not cancel', async () => {
  const headers = basic('viewer', 'Viewer-1');
  expect((await anybody(`${V3}/data/JobSummary.json`, { headers })).status).toBe(200);
  const body = '{"jobRunOperationPayload":{"runIds":{"runId":[15]}}}';
  const refused = await anybody(CANCEL, { method: 'PUT', headers, body });
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('NBI Write');
  const run = simulators
    .get('cisco-prime')
    .ledger()
    .jobs.find((job) => job.runId === '15');
  expect(run?.state).toBe('running');
});

test.each([
  ['unknown type', '/data/unkown', 404, 'No such entity type as unkown.-PRS-102', 'presentation.PRS-102'],
  [
    'unknown id',
    '/data/JobSummary/1460170872',
    404,
    'No such entity as JobSummary / 1,460,170,872.-PRS-101',
    'presentation.PRS-101',
  ],
])('%s is an errorDocument in both formats', async (_what, path, status, message, id) => {
  const json = await ask(`${V3}${path}.json`);
  expect(json.status).toBe(status);
  expect(json.json().errorDocument).toMatchObject({ httpResponseCode: 404, httpMethod: 'GET', message, id });
  const xml = await ask(`${V3}${path}`);
  expect(xml.body).toContain(`<message>${message}</message>`);
});

test.each([
  [
    'no template of that name',
    '{"cliTemplateCommand":{"templateName":"Nope","targetDevices":{"targetDevice":{"targetDeviceID":1}}}}',
    400,
  ],
  ['no devices', '{"cliTemplateCommand":{"templateName":"Config-Push"}}', 400],
  ['half a document', '{"cliTemplateCommand":', 400],
])('a deployment with %s is refused', async (_what, body, status) => {
  const path = `${V3}/op/cliTemplateConfiguration/deployTemplateThroughJob.json`;
  const answer = await ask(path, { method: 'PUT', body });
  expect(answer.status).toBe(status);
  expect(answer.json().errorDocument.httpResponseCode).toBe(status);
});

test('a body of another type is 415, an answer of another type 406', async () => {
  const headers = { 'content-type': 'image/png' };
  expect((await ask(CANCEL, { method: 'PUT', headers, body: 'x' })).status).toBe(415);
  expect((await ask(`${V3}/data/JobSummary`, { headers: { accept: 'image/png' } })).status).toBe(406);
  const json = await ask(`${V3}/data/JobSummary`, { headers: { accept: 'application/json' } });
  expect(json.json().queryResponse['@type']).toBe('JobSummary');
});

test('lists are paged by parameters and by Range', async () => {
  const page = (await ask(`${V3}/data/JobSummary.json?.firstResult=1&.maxResults=2`)).json().queryResponse;
  expect(page).toMatchObject({ '@count': '4', '@first': '1', '@last': '2', '@responseType': 'listEntityIds' });
  expect(page.entityId.map((entity: { $: string }) => entity.$)).toEqual(['102', '103']);
  const ranged = await ask(`${V3}/data/JobSummary.json`, { headers: { range: 'instances=0-2' } });
  expect(ranged.status).toBe(200);
  expect(ranged.headers['content-range']).toBe('instances 0-2/4');
  const none = (await ask(`${V3}/data/JobSummary.json?jobName=nobody`)).json().queryResponse;
  expect(none).not.toHaveProperty('entityId');
});

const idsFor = async (query: string): Promise<string[]> => {
  const { queryResponse } = (await ask(`${V3}/data/JobSummary.json?${query}`)).json();
  return (queryResponse.entityId ?? []).map((entity: { $: string }) => entity.$);
};

test('filters and sorting', async () => {
  expect(await idsFor('runId=in(15,25)')).toEqual(['103', '104']);
  expect(await idsFor('runId=in("15","25")&.sort=-runId')).toEqual(['104', '103']);
  expect(await idsFor('description=contains("Rollout")')).toEqual(['103', '104']);
  expect(await idsFor('description=notStartsWith(Deploy)')).toEqual([]);
  expect(await idsFor('runId=15&runStatus=COMPLETED&.or_filter=true')).toEqual(['101', '103']);
  const from = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
  const to = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
  expect(await idsFor(`lastStartTime=between("${from}","${to}")`)).toHaveLength(4);
  expect(await idsFor(`lastStartTime=between("${to}","${to}")`)).toEqual([]);
  expect(await idsFor(`lastStartTime=between("${from}","${from}")`)).toEqual([]);
  expect(await idsFor('username=SYSTEM')).toEqual(['11']);
});

test("a time without an offset is the server's own, leading zeros or not", async () => {
  const local = (ms: number) => new Date(Date.now() + ms + 600 * 60_000).toISOString();
  const minute = (time: string) => time.slice(0, 14).replace(/-0/g, '-') + Number(time.slice(14, 16));
  const history = async (from: string, to: string) => {
    const filter = `jobName=startsWith("Job")&startTime=between("${from}","${to}")`;
    const answer = await ask(`${V3}/op/jobService/runhistory.json?${encodeURI(filter)}`);
    return answer.json().mgmtResponse.job?.length ?? 0;
  };
  expect(await history(local(-120_000).slice(0, 19), minute(local(120_000)))).toBe(4);
  expect(await history(local(60_000).slice(0, 19), minute(local(240_000)))).toBe(0);
});

test('a slash too many is none, and what is not served is a page', async () => {
  expect((await ask('/webacs/api/v3//data/Devices.json')).json().queryResponse['@count']).toBe('8');
  for (const path of [`${V3}/op/jobService/delete.json`, '/webacs/api/v5/data/Devices.json']) {
    const answer = await ask(path, { method: 'PUT', body: '{}' });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('text/html');
  }
});

test('run history lists nothing without a parameter', async () => {
  const path = `${V3}/op/jobService/runhistory.json`;
  expect((await ask(path)).json().mgmtResponse).not.toHaveProperty('job');
  const jobs = (await ask(`${path}?jobId=in(103,104)`)).json().mgmtResponse.job;
  expect(jobs.map((job: { jobId: number }) => job.jobId)).toEqual([103, 104]);
  expect((await ask(`${path}?jobName=nobody`)).json().mgmtResponse).not.toHaveProperty('job');
});

test('the catalogues name what there is', async () => {
  const types = (await ask(`${V3}/data.json`)).json().queryResponse.entityType;
  expect(types.map((type: { $: string }) => type.$)).toEqual(['CliTemplate', 'Devices', 'JobSummary']);
  const operations = (await ask(`${V3}/op.json`)).json().queryResponse.operation;
  // A public client puts `op/` before the path and `.json` behind it.
  expect(operations).toContainEqual({ $: 'cancelrunning', '@path': 'jobService/cancelrunning', '@httpMethod': 'PUT' });
});
