import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, createClient, until } from '../test-client.ts';

// Requests as public sample scripts in Python send them, byte for byte.
const TOKEN = 'grant_type=password&username=domain1\\administrator&password=pass@123';
const JOB_BY_ID = '/ccs/api/v1/Jobs/a282d163-2248-4904-8135-0eaf08be8e55';
const JOB_BY_NAME = '/ccs/api/v1/Jobs?jobname=Online-Normal+std-AL';
const LATEST_RUNS = '/ccs/api/v1/Jobs/a282d163-2248-4904-8135-0eaf08be8e55/jobruns?count=1';
const UPDATE =
  '{"JobDetails":{"JobDescription": "Update Job Description","JobName": "Test_Job"},"JobID":"2a221e47-f38a-4a6b-af20-43d650e6d56b"}';
const CREATE =
  '{"JobDetails":{"AssetsResolutionInfo": [{"Id": "d387d8b5-6278-4bcb-83c7-b55d2072d2a8","Type": "symc-csm-AssetSystem-Asset-Unix-Machine"}],"JobDescription": "Test CER Job","JobName": "Test_Job11","Standards": ["6b020d29-5fe8-47d0-bd89-ccd3339a5ebe"]},"JobType":"CollectionEvaluationJob"}';
const CREATE_AND_RUN =
  '{"JobDetails":{"AssetsResolutionInfo": [{"Id": "d387d8b5-6278-4bcb-83c7-b55d2072d2a8","Type": "symc-csm-AssetSystem-Asset-Unix-Machine"}],"JobDescription": "Demo Data Collection Job","JobName": "A1_CollectionJob_RUNOW","Standards": ["6B020D29-5FE8-47D0-BD89-CCD3339A5EBE"],"Schedule": {"EndJobRunConfigured": false, "EndJobRunTimeInterval": "00:00:00","SubScheduleRepeatDays": 0,"SubScheduleRepeatPeriodDays": 0,"MonthlyDay": 0,"MonthlyDayOfTheWeek": 0,"MonthlyIsByOrdinalDay": false,"MonthlyOrdinalDay": 0, "MonthlyRecurEvery": 0, "RecurrenceType": 0,"RepeatDays": 50,"RepeatMinutes": 0,"RunEveryNDays": true,"RunNow": true,"RunOnce": false,"RunPeriodically": false,"StartDate": "2018-11-18T02:14:27.5120788-08:00", "WeeklyDay": 0, "WeeklyRecurEvery": 0}},"JobType":"CollectionJob"}';

let simulators: Simulators;
let ccs: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['symantec-ccs'], speed: 20 });
  ccs = simulators.get('symantec-ccs');
  const headers = { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'python-requests/2.18.4' };
  const anonymous = createClient(ccs.url, simulators.ca, headers);
  const token = (await anonymous('/ccs/api/v1/oauth/tokens', { method: 'POST', body: TOKEN })).json().access_token;
  ask = createClient(ccs.url, simulators.ca, { ...headers, authorization: `Bearer ${token}` });
});
afterEach(() => simulators.stop());

test('the ids in the scripts are jobs, with what they look at', async () => {
  const job = (await ask(JOB_BY_ID)).json();
  expect(job).toMatchObject({
    JobName: 'Online-Normal std-AL',
    JobDetails: { JobName: 'Online-Normal std-AL', Standards: ['6b020d29-5fe8-47d0-bd89-ccd3339a5ebe'] },
  });
  expect((await ask(JOB_BY_NAME)).json()).toEqual([job]);
  const answer = await ask(LATEST_RUNS);
  expect([answer.status, answer.json()]).toEqual([200, []]);
});

test('a job is changed by the id in the body', async () => {
  expect((await ask('/ccs/api/v1/Jobs', { method: 'PATCH', body: UPDATE })).status).toBe(200);
  expect((await ask('/ccs/api/v1/jobs?jobname=Test_Job')).json()).toMatchObject([
    { JobDescription: 'Update Job Description', JobDetails: { JobDescription: 'Update Job Description' } },
  ]);
});

test('a new job runs at once where its schedule says RunNow, and not otherwise', async () => {
  const { JobID: idle } = (await ask('/ccs/api/v1/jobs', { method: 'POST', body: CREATE })).json();
  expect((await ask(`/ccs/api/v1/jobs/${idle}/jobruns`)).json()).toEqual([]);
  const { JobID } = (await ask('/ccs/api/v1/jobs', { method: 'POST', body: CREATE_AND_RUN })).json();
  expect((await ask(`/ccs/api/v1/jobs/${JobID}/jobruns`)).json()).toMatchObject([{ JobID, Status: 2 }]);
  expect(ccs.ledger().callsByKind.start).toBe(1);
  expect(ccs.ledger().jobs.find((job) => job.id === JobID)).toMatchObject({ startRequests: 1 });
  await until(async () => (await ask(`/ccs/api/v1/jobs/${JobID}/jobruns`)).json()[0].Status === 4);
});

test('a delete without DeleteJob deletes the job; with False it keeps the job without its history', async () => {
  const path = JOB_BY_ID.replace('/Jobs/', '/Jobs?jobid=');
  const id = path.split('=')[1];
  const { JobRunID } = (await ask(JOB_BY_ID, { method: 'POST', body: '{"Operation":"execute"}' })).json();
  ccs.patchJob(JobRunID, { end: 'succeeded' });
  expect((await ask(`${path}&DeleteJob=False`, { method: 'DELETE', body: '\r' })).status).toBe(204);
  expect((await ask(`/ccs/api/v1/jobs/${id}/jobruns?count=0`)).json()).toEqual([]);
  expect((await ask(path, { method: 'DELETE', body: '\r' })).status).toBe(204);
  expect((await ask(JOB_BY_ID)).status).toBe(404);
});

test.each([
  ['the page’s own form', '(Attributes=JobName%20=%20Unix-Baseline)&page=0&pagesize=1'],
  ['StartsWith', 'attributes=jobname+StartsWith+unix'],
  ['without blanks', 'attributes=JobName%3DUnix-Baseline,LastRunStatus%3D0'],
])('a search in %s finds the job', async (_what, query) => {
  expect((await ask(`/ccs/api/v1/Jobs?${query}`)).json()).toMatchObject([{ JobName: 'Unix-Baseline' }]);
});

test('a parenthesis that belongs to a name stays with it', async () => {
  const body = CREATE.replace('Test_Job11', 'Audit (weekly)');
  const { JobID } = (await ask('/ccs/api/v1/jobs', { method: 'POST', body })).json();
  for (const query of ['Attributes=JobName = Audit (weekly)', 'Attributes=(JobName = Audit (weekly))']) {
    expect((await ask(`/ccs/api/v1/Jobs?${query.replaceAll(' ', '%20')}`)).json()).toMatchObject([{ JobID }]);
  }
});
