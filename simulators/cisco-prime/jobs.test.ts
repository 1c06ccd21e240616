import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, type Json, until } from '../test-client.ts';

const V3 = '/webacs/api/v3';
const DEPLOY = `${V3}/op/cliTemplateConfiguration/deployTemplateThroughJob.json`;

let simulators: Simulators;
let prime: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  const own = { limits: { perUser: -1, concurrentPerUser: -1 } };
  simulators = await startSimulators({ vendors: ['cisco-prime'], speed: 20, http: true, 'cisco-prime': own });
  prime = simulators.get('cisco-prime');
  ask = createClient(prime.url, undefined, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

async function deploy(templateName: string, query = '', devices = ['1051', '1052']): Promise<string> {
  const targetDevice = devices.map((targetDeviceID) => ({ targetDeviceID }));
  const body = JSON.stringify({ cliTemplateCommand: { targetDevices: { targetDevice }, templateName } });
  const answer = await ask(DEPLOY + query, { method: 'PUT', body });
  expect(answer.status).toBe(200);
  return answer.json().mgmtResponse.cliTemplateCommandJobResult[0].jobName;
}

async function summaryOf(jobName: string): Promise<Json> {
  const answer = await ask(`${V3}/data/JobSummary.json?.full=true&jobName=%22${jobName}%22`);
  return answer.json().queryResponse.entity?.[0].jobSummaryDTO;
}

async function operate(operation: string, ids: string[]): Promise<Json> {
  const isRun = operation === 'cancelrunning';
  const payload = isRun
    ? { jobRunOperationPayload: { runIds: { runId: ids.map(Number) } } }
    : { jobOperationPayload: { jobIds: { jobId: ids.map(Number) } } };
  const path = `${V3}/op/jobService/${operation}.json`;
  const answer = await ask(path, { method: 'PUT', body: JSON.stringify(payload) });
  return answer.json().mgmtResponse.operationResult[0];
}

const ended = async (jobName: string) => (await summaryOf(jobName)).jobStatus === 'COMPLETED';

test.each([
  ['Config-Push', 'SUCCESS', '2/2'],
  ['Config-Push-Bad', 'FAILURE', '0/2'],
  ['Config-Push-Partial', 'PARTIALSUCCESS', '1/2'],
])('%s runs and ends with %s', async (template, resultStatus, share) => {
  const jobName = await deploy(template);
  expect(jobName).toMatch(/^JobCliTemplateDeployIOSDevices\d\d_\d\d_\d\d_\d{3}_[AP]M_\d\d_\d\d_\d{4}$/);
  const before = await summaryOf(jobName);
  expect(before).toMatchObject({ jobStatus: 'SCHEDULED', runStatus: 'RUNNING', resultStatus: 'UNKNOWN' });
  expect(before).not.toHaveProperty('completionTime');
  await until(() => ended(jobName));
  const after = await summaryOf(jobName);
  expect(after).toMatchObject({ runStatus: 'COMPLETED', resultStatus, username: 'operator' });
  expect(after.completionTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+10:00$/);
  expect(after.description).toBe(`Deploy CLI template ${template}`);
  const history = await ask(`${V3}/op/jobService/runhistory.json?jobName=${jobName}`);
  const [run] = history.json().mgmtResponse.job[0].runInstances.runInstance;
  expect(run.resultStatus).toBe(resultStatus);
  expect(run.results.result[0]).toEqual({
    property: 'message',
    value: `${share} template configurations successfully applied`,
  });
});

test('progress: the devices that are done stand in the results of a run that goes on', async () => {
  const jobName = await deploy('Config-Push', '', ['1051', '1052', '1053', '1054']);
  const results = async () => {
    const history = await ask(`${V3}/op/jobService/runhistory.json?jobName=${jobName}`);
    return history.json().mgmtResponse.job[0].runInstances.runInstance[0].results?.result.length ?? 0;
  };
  expect(await results()).toBe(0);
  await until(async () => (await results()) === 4);
  expect(await summaryOf(jobName)).toMatchObject({ runStatus: 'RUNNING' });
  await until(() => ended(jobName));
  expect(await results()).toBe(9);
});

test('several jobs run at once, and only the one that is named is cancelled', async () => {
  const names = await Promise.all(Array.from({ length: 10 }, () => deploy('Config-Push-Slow')));
  expect(new Set(names).size).toBe(10);
  const first = await summaryOf(names[0] ?? '');
  const result = await operate('cancelrunning', [first.runId]);
  expect(result.success.success[0].id).toBe(Number(first.runId));
  await until(() => ended(names[0] ?? ''));
  expect(await summaryOf(names[0] ?? '')).toMatchObject({ runStatus: 'CANCELLED', resultStatus: 'CANCELLED' });
  const slow = prime.ledger().jobs.filter((job) => job.content?.includes('Config-Push-Slow'));
  expect(slow.filter((job) => job.state === 'running')).toHaveLength(9);
  expect(slow.find((job) => job.ended === 'canceled')?.stoppedBy?.user).toBe('operator');
});

test('a cancel takes its time, and the job may finish first', async () => {
  const jobName = await deploy('Config-Push-Slow-Stop');
  const { runId } = await summaryOf(jobName);
  await operate('cancelrunning', [runId]);
  expect(await summaryOf(jobName)).toMatchObject({ runStatus: 'RUNNING' });
  prime.patchJob(runId, { end: 'succeeded' });
  expect(await summaryOf(jobName)).toMatchObject({ runStatus: 'COMPLETED', resultStatus: 'SUCCESS' });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await summaryOf(jobName)).toMatchObject({ runStatus: 'COMPLETED', resultStatus: 'SUCCESS' });
});

test('a stubborn run stands under failure and goes on', async () => {
  const jobName = await deploy('Config-Push-Stubborn');
  const { runId } = await summaryOf(jobName);
  const result = await operate('cancelrunning', [runId]);
  expect(result.failure.failure[0]).toMatchObject({ id: Number(runId), status: 'Failure' });
  expect(result).not.toHaveProperty('success');
  expect(await summaryOf(jobName)).toMatchObject({ runStatus: 'RUNNING' });
});

const inSeconds = (seconds: number) =>
  `?startTime=${encodeURIComponent(new Date(Date.now() + seconds * 1000).toISOString())}`;
const idOf = async (jobName: string) => (await summaryOf(jobName))['@id'] as string;

test('a scheduled job waits for its time and then runs', async () => {
  const jobName = await deploy('Config-Push', inSeconds(1));
  const waiting = await summaryOf(jobName);
  expect(waiting).toMatchObject({ jobStatus: 'SCHEDULED' });
  expect(waiting).not.toHaveProperty('runStatus');
  expect(waiting.nextRunTime).toMatch(/\+10:00$/);
  await until(async () => (await summaryOf(jobName)).runStatus === 'RUNNING');
  expect(await summaryOf(jobName)).not.toHaveProperty('nextRunTime');
});

test('cancel removes the trigger of a scheduled job for good', async () => {
  const jobName = await deploy('Config-Push', inSeconds(1));
  const id = await idOf(jobName);
  expect((await operate('cancel', [id])).success.success[0].id).toBe(Number(id));
  expect(await summaryOf(jobName)).toMatchObject({ jobStatus: 'CANCELLED' });
  expect((await operate('resume', [id])).failure.failure).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 1300));
  expect(await summaryOf(jobName)).not.toHaveProperty('runStatus');
  expect(prime.ledger().jobs.find((job) => job.id === id)).toMatchObject({ state: 'ended', ended: 'canceled' });
});

test('suspend holds the trigger, resume gives it back, and neither touches a running instance', async () => {
  const waiting = await deploy('Config-Push', inSeconds(1));
  const running = await deploy('Config-Push-Slow');
  const ids = [await idOf(waiting), await idOf(running)];
  expect((await operate('suspend', ids)).success.success).toHaveLength(2);
  await new Promise((resolve) => setTimeout(resolve, 1300));
  expect(await summaryOf(waiting)).toMatchObject({ jobStatus: 'SUSPENDED' });
  expect(await summaryOf(waiting)).not.toHaveProperty('runStatus');
  expect(await summaryOf(running)).toMatchObject({ jobStatus: 'SUSPENDED', runStatus: 'RUNNING' });
  await operate('resume', ids);
  await until(async () => (await summaryOf(waiting)).runStatus === 'RUNNING');
});

test('XML and JSON say the same', async () => {
  const jobName = await deploy('Config-Push-Slow');
  const json = await ask(`${V3}/data/JobSummary.json?.full=true&jobName=${jobName}`);
  const xml = await ask(`${V3}/data/JobSummary?.full=true&jobName=${jobName}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    ignoreDeclaration: true,
    isArray: (name) => name === 'entity',
  });
  const fromXml = parser.parse(xml.body);
  fromXml.queryResponse['@requestUrl'] += '.json';
  for (const [index] of fromXml.queryResponse.entity.entries()) delete fromXml.queryResponse.entity[index]['#text'];
  expect(fromXml).toEqual(json.json());
});

test('v1 shows a list of one as the thing itself, but entity lists stay lists', async () => {
  const jobName = await deploy('Config-Push-Fast', '', ['1051']);
  await until(() => ended(jobName));
  const history = await ask(`/webacs/api/v1/op/jobService/runhistory.json?jobName=${jobName}`);
  expect(history.json().mgmtResponse.job.runInstances.runInstance.resultStatus).toBe('SUCCESS');
  const list = await ask(`/webacs/api/v1/data/JobSummary.json?jobName=${jobName}`);
  expect(list.json().queryResponse.entityId[0]['@displayName'].split(',').at(-1)).toBe('COMPLETED');
  const v4 = await ask(`/webacs/api/v4/data/JobSummary.json?.full=true&jobName=${jobName}`);
  expect(typeof v4.json().queryResponse.entity[0].jobSummaryDTO.runId).toBe('number');
});
