import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, createClient, type Json, until } from '../test-client.ts';

const BASE = '/ccs/api/v1';
const UNIX = '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16';
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;
const NEVER = '0001-01-01T00:00:00';

let simulators: Simulators;
let ccs: RunningSimulator;
let ask: Ask;

async function logIn(
  credentials = 'username=domain1\\administrator&password=pass@123',
): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await createClient(ccs.url, undefined)(`${BASE}/oauth/tokens`, {
    method: 'POST',
    headers,
    body: `grant_type=password&${credentials}`,
  });
  return { authorization: `Bearer ${answer.json().access_token}` };
}

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['symantec-ccs'], speed: 20, http: true });
  ccs = simulators.get('symantec-ccs');
  ask = createClient(ccs.url, undefined, await logIn());
});
afterEach(() => simulators.stop());

function operate(id: string, Operation: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return ask(`${BASE}/jobs/${id}`, { method: 'POST', headers, body: JSON.stringify({ Operation }) });
}

const jobs = (): Record<string, string> => ccs.inventory().jobNames as Record<string, string>;
const idOf = (name: string): string => jobs()[name] ?? '';

async function runsOf(id: string, query = ''): Promise<Json[]> {
  return (await ask(`${BASE}/Jobs/${id}/jobruns${query}`)).json();
}
const statusOf = async (id: string): Promise<number> => (await runsOf(id))[0].Status;

test('a job is executed and completes', async () => {
  const started = (await operate(UNIX, 'Execute')).json();
  expect(started).toMatchObject({ JobID: UNIX, Status: 2, JobEndTime: NEVER, Exception: null });
  expect(started.JobStartTime).toMatch(DATE);
  await until(async () => /^Processed \d+ of 12/.test((await runsOf(UNIX))[0].CustomStatusText));
  await until(async () => (await statusOf(UNIX)) === 4);
  const [run] = await runsOf(UNIX);
  expect(run.JobRunID).toBe(started.JobRunID);
  expect(run.JobEndTime).toMatch(DATE);
  expect(ccs.ledger().jobs.find((job) => job.runId === run.JobRunID)).toMatchObject({
    ended: 'succeeded',
    startRequests: 1,
  });
});

test('a job that waits is pending first, and one that breaks is faulted', async () => {
  expect((await operate(idOf('Queued-Collection'), 'execute')).json().Status).toBe(1);
  const broken = idOf('Broken-Evaluation');
  await operate(broken, 'execute');
  await until(async () => (await statusOf(broken)) === 5);
  const [run] = await runsOf(broken, '?showmessages=true');
  expect(run.Exception).toContain('failed');
  expect(run).toMatchObject({ MessageCount: 1 });
  await until(async () => (await statusOf(idOf('Queued-Collection'))) === 2);
});

test('an abort is 204 without a body, takes its time, and ends in 7', async () => {
  const { JobRunID } = (await operate(idOf('Lingering-Audit'), 'execute')).json();
  const answer = await operate(JobRunID, 'ABORT');
  expect([answer.status, answer.body]).toEqual([204, '']);
  expect(await statusOf(idOf('Lingering-Audit'))).toBe(2);
  await until(async () => (await statusOf(idOf('Lingering-Audit'))) === 7);
  expect((await operate(JobRunID, 'abort')).status).toBe(400);
});

test('a run that refuses abort says so and goes on', async () => {
  const { JobRunID } = (await operate(idOf('Sealed-Evaluation'), 'execute')).json();
  const answer = await operate(JobRunID, 'abort');
  expect(answer.status).toBe(400);
  expect(answer.json()).toEqual({ Message: 'The job run cannot be aborted.' });
  expect(await statusOf(idOf('Sealed-Evaluation'))).toBe(2);
});

test('a job that runs is not executed again, and many jobs run at once', async () => {
  const ids = Object.entries(jobs())
    .filter(([name]) => name.startsWith('Collection-'))
    .map(([, id]) => id);
  const answers = await Promise.all(ids.map((id) => operate(id, 'execute')));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(40);
  expect((await operate(ids[0] ?? '', 'execute')).status).toBe(400);
  expect(ccs.ledger().jobs.filter((job) => job.name.startsWith('Collection-'))).toHaveLength(40);
});

test('ids: unknown is 404, no GUID is 400, and the two kinds of id are not exchangeable', async () => {
  expect((await operate('11111111-2222-3333-4444-555555555555', 'execute')).status).toBe(404);
  expect((await operate('nonsense', 'execute')).status).toBe(400);
  expect((await operate(UNIX, 'abort')).status).toBe(404);
  expect((await operate(UNIX, 'pause')).status).toBe(400);
});

test('faults: one execute may start two runs, and an abort may be accepted for nothing', async () => {
  ccs.addFaults([
    { match: { kind: 'start' }, action: { do: 'twice' } },
    { match: { kind: 'cancel' }, action: { do: 'acceptNothing' } },
  ]);
  const { JobRunID } = (await operate(idOf('Quarterly-Audit'), 'execute')).json();
  expect(await runsOf(idOf('Quarterly-Audit'), '?count=0')).toHaveLength(2);
  expect((await operate(JobRunID, 'abort')).status).toBe(204);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(ccs.ledger().jobs.filter((job) => job.name === 'Quarterly-Audit' && job.state === 'running')).toHaveLength(2);
});

test('scripted states: idle and custom, a run that vanishes, and an id given away', async () => {
  const id = idOf('Quarterly-Audit');
  const { JobRunID } = (await operate(id, 'execute')).json();
  ccs.patchJob(JobRunID, { set: { Status: 6, CustomStatusText: 'Waiting for approval' } });
  expect((await runsOf(id))[0]).toMatchObject({ Status: 6, CustomStatusText: 'Waiting for approval' });
  ccs.patchJob(JobRunID, { vanish: true });
  expect(await runsOf(id)).toEqual([]);
  expect((await operate(JobRunID, 'abort')).status).toBe(404);
  ccs.patchJob(JobRunID, { vanish: false, replace: true });
  expect((await runsOf(idOf('Endless-Collection')))[0].JobRunID).toBe(JobRunID);
});

test('jobruns: one unless told, all for 0, the newest first', async () => {
  const made: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { JobRunID } = (await operate(UNIX, 'execute')).json();
    made.unshift(JobRunID);
    ccs.patchJob(JobRunID, { end: 'succeeded' });
  }
  expect(await runsOf(UNIX)).toHaveLength(1);
  expect((await runsOf(UNIX, '?count=2')).map((run) => run.JobRunID)).toEqual(made.slice(0, 2));
  const all = await runsOf(UNIX, '?count=0&showmessages=true');
  expect(all.map((run) => run.JobRunID)).toEqual(made);
});

test('searching by name, by attributes and by id', async () => {
  const named = (await ask(`${BASE}/Jobs?jobname=Online-Normal+std-AL`)).json();
  expect(named).toHaveLength(1);
  expect(named[0]).toMatchObject({ JobID: idOf('Online-Normal std-AL'), LastRunStatus: 0, LastRunDate: NEVER });
  expect((await ask(`${BASE}/jobs?/jobname=Unix-Baseline`)).json()[0].JobID).toBe(UNIX);
  const query = new URLSearchParams({
    Attributes: '(JobName = Collection-*, LastRunStatus = 0)',
    page: '1',
    pagesize: '15',
  });
  const page = (await ask(`${BASE}/Jobs?${query}`)).json();
  expect(page.map((job: { JobName: string }) => job.JobName)).toEqual(
    Array.from({ length: 15 }, (_, index) => `Collection-${index + 16}`),
  );
  expect((await ask(`${BASE}/JOBS/${UNIX.toUpperCase()}`)).json()).toMatchObject({
    JobID: UNIX,
    JobName: 'Unix-Baseline',
  });
  expect((await ask(`${BASE}/Jobs`)).status).toBe(400);
});

test('jobs are made, changed and deleted', async () => {
  const body = JSON.stringify({
    JobDetails: { JobName: 'Mine', JobDescription: 'first', AssetsResolutionInfo: [], Standards: [] },
    JobType: 'CollectionJob',
  });
  const { JobID } = (await ask(`${BASE}/jobs`, { method: 'POST', body })).json();
  const change = JSON.stringify({ JobDetails: { JobDescription: 'second' }, JobID });
  expect((await ask(`${BASE}/jobs/`, { method: 'PATCH', body: change })).status).toBe(200);
  expect((await ask(`${BASE}/jobs/${JobID}`)).json()).toMatchObject({
    JobDescription: 'second',
    JobType: 'CollectionJob',
  });
  const others = await logIn('username=domain1\\colleague&password=Colleague-1');
  const path = `${BASE}/Jobs?jobid=${JobID}&DeleteJob=True`;
  expect((await ask(path, { method: 'DELETE', headers: others, body: '\r' })).status).toBe(403);
  expect((await ask(path, { method: 'DELETE', body: '\r' })).status).toBe(204);
  expect((await ask(`${BASE}/jobs/${JobID}`)).status).toBe(404);
});

test('a user without Manage jobs may look, and is refused in the words of the page', async () => {
  const headers = await logIn('username=domain1\\viewer&password=Viewer-1');
  expect((await ask(`${BASE}/jobs/${UNIX}`, { headers })).status).toBe(200);
  const refused = await ask(`${BASE}/jobs/${UNIX}`, { method: 'POST', headers, body: '{"Operation":"execute"}' });
  expect(refused.status).toBe(403);
  expect(refused.json().Message).toBe('You are not authorized to perform this task. Access is denied.');
  expect(ccs.ledger().jobs.some((job) => job.id === UNIX)).toBe(false);
});
