import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, type Json, until } from '../test-client.ts';

/** What the versions differ in: the form of a list of one in JSON, the type of numbers, what is there, what is limited. */
const VERSIONS = [
  { version: 'v1', collapses: true, numbers: 'string', hasRateLimits: false, isLimited: true, none: 'listEntityIds' },
  { version: 'v2', collapses: false, numbers: 'string', hasRateLimits: false, isLimited: true, none: 'listEntityIds' },
  { version: 'v3', collapses: false, numbers: 'string', hasRateLimits: false, isLimited: true, none: 'listEntityIds' },
  { version: 'v4', collapses: false, numbers: 'number', hasRateLimits: true, isLimited: false, none: 'getEntity' },
] as const;

let simulators: Simulators;
let prime: RunningSimulator;
let send: Ask;

beforeEach(async () => {
  const limits = { perUser: -1, concurrentPerUser: -1 };
  simulators = await startSimulators({ vendors: ['cisco-prime'], speed: 20, 'cisco-prime': { limits } });
  prime = simulators.get('cisco-prime');
  send = createClient(prime.url, simulators.ca, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

describe.each(VERSIONS)('$version', ({ version, collapses, numbers, hasRateLimits, isLimited, none }) => {
  const base = `/webacs/api/${version}`;
  const ask: Ask = (path, asking) => send(`${base}/${path}`, asking);
  const one = (item: unknown) => (collapses ? item : [item]);
  const summary = async (query: string): Promise<Json> =>
    (await ask(`data/JobSummary.json?.full=true&${query}`)).json().queryResponse.entity?.[0].jobSummaryDTO;

  async function operate(operation: string, id: unknown): Promise<Json> {
    const payload =
      operation === 'cancelrunning'
        ? { jobRunOperationPayload: { runIds: { runId: id } } }
        : { jobOperationPayload: { jobIds: { jobId: id } } };
    const answer = await ask(`op/jobService/${operation}.json`, { method: 'PUT', body: JSON.stringify(payload) });
    expect(answer.status).toBe(200);
    return answer.json().mgmtResponse;
  }

  async function deploy(templateName: string, query = ''): Promise<string> {
    const command = { targetDevices: { targetDevice: { targetDeviceID: '1051' } }, templateName };
    const body = JSON.stringify({ cliTemplateCommand: command });
    const path = `op/cliTemplateConfiguration/deployTemplateThroughJob.json${query}`;
    const { cliTemplateCommandJobResult } = (await ask(path, { method: 'PUT', body })).json().mgmtResponse;
    const [result] = [cliTemplateCommandJobResult].flat();
    expect(cliTemplateCommandJobResult).toEqual(one(result));
    return result.jobName;
  }

  test('an operation on one id, whether it came as a list or not, and on several', async () => {
    const failed = (id: number) => ({ id, message: `Job run instance ${id} not found`, status: 'Failure' });
    const result = (count: number, failure: unknown) => ({
      failure: { failure },
      message: `CANCELRUNNING succeeded for 0 of ${count}`,
      operation: 'CANCELRUNNING',
    });
    for (const id of [99, [99], '99']) {
      const { operationResult, ...head } = await operate('cancelrunning', id);
      expect(operationResult).toEqual(one(result(1, one(failed(99)))));
      expect(head).toEqual({
        '@requestUrl': `${prime.url}${base}/op/jobService/cancelrunning.json`,
        '@responseType': 'operation',
        '@rootUrl': `${prime.url}${base}/op`,
      });
    }
    const { operationResult } = await operate('cancelrunning', [98, 99]);
    expect(operationResult).toEqual(one(result(2, [failed(98), failed(99)])));
  });

  test('run history of one job and of two', async () => {
    const jobName = await deploy('Config-Push-Fast');
    await until(async () => (await summary(`jobName=${jobName}`)).jobStatus === 'COMPLETED');
    const history = async (query: string): Promise<Json> =>
      (await ask(`op/jobService/runhistory.json?${query}`)).json().mgmtResponse.job;
    const job = await history(`jobName="${jobName}"`);
    const [only] = [job].flat();
    expect(job).toEqual(one(only));
    const [run] = [only.runInstances.runInstance].flat();
    expect(only).toMatchObject({ jobId: expect.any(Number), jobName, runInstances: { runInstance: one(run) } });
    expect(run.results.result[0]).toEqual({
      property: 'message',
      value: '1/1 template configurations successfully applied',
    });
    expect(await history('jobId=in(103,104)')).toMatchObject([{ jobId: 103 }, { jobId: 104 }]);
  });

  test('JobSummary: lists stay lists, and runId and duration are of the type of the version', async () => {
    const jobName = await deploy('Config-Push-Fast');
    await until(async () => (await summary(`jobName=${jobName}`)).jobStatus === 'COMPLETED');
    const { entityId, ...head } = (await ask(`data/JobSummary.json?jobName=${jobName}`)).json().queryResponse;
    const id = entityId[0].$;
    expect(id).toMatch(/^\d+$/);
    const url = `${prime.url}${base}/data/JobSummary/${id}`;
    expect(entityId).toEqual([{ $: id, '@type': 'JobSummary', '@url': url, '@displayName': expect.any(String) }]);
    expect(entityId[0]['@displayName'].split(',').at(-1).trim()).toBe('COMPLETED');
    expect(head).toMatchObject({ '@count': '1', '@first': '0', '@last': '0', '@rootUrl': `${prime.url}${base}/data` });
    const read = (await ask(`data/JobSummary/${id}.json`)).json().queryResponse;
    const { runId, duration, ...dto } = read.entity[0].jobSummaryDTO;
    expect(read).toMatchObject({
      '@responseType': 'getEntity',
      entity: [{ '@dtoType': 'jobSummaryDTO', '@url': url }],
    });
    expect([typeof runId, typeof duration]).toEqual([numbers, numbers]);
    expect(dto).toMatchObject({ '@id': id, jobName, runStatus: 'COMPLETED', resultStatus: 'SUCCESS' });
    expect(await summary(`runId=${runId}`)).toMatchObject({ jobName });
  });

  test('no results', async () => {
    for (const query of ['jobName=nobody', '.firstResult=4']) {
      const { queryResponse } = (await ask(`data/JobSummary.json?${query}`)).json();
      expect(queryResponse).toMatchObject({ '@responseType': none, '@type': 'JobSummary' });
      expect(queryResponse).not.toHaveProperty('entityId');
    }
    expect((await ask('op/jobService/runhistory.json?jobId=9')).json().mgmtResponse).not.toHaveProperty('job');
  });

  test('paging: parameters override the Range header', async () => {
    const ids = async (query: string, headers: Record<string, string>) => {
      const answer = await ask(`data/JobSummary.json${query}`, { headers });
      expect(answer.status).toBe(200);
      const entityId: { $: string }[] = answer.json().queryResponse.entityId;
      return [answer.headers['content-range'], ...entityId.map(({ $ }) => $)];
    };
    const range = { range: 'instances=1-2' };
    expect(await ids('', range)).toEqual(['instances 1-2/4', '102', '103']);
    expect(await ids('?.firstResult=3&.maxResults=1', range)).toEqual(['instances 3-3/4', '104']);
  });

  test('the catalogues lead to this version', async () => {
    const { entityType } = (await ask('data.json')).json().queryResponse;
    expect(entityType).toContainEqual({ $: 'JobSummary', '@url': `${prime.url}${base}/data/JobSummary` });
    const { operation, '@rootUrl': rootUrl } = (await ask('op.json')).json().queryResponse;
    expect(rootUrl).toBe(`${prime.url}${base}/op`);
    const limits = await ask('op/rateService/rateLimits.json');
    expect(limits.status).toBe(hasRateLimits ? 200 : 404);
    expect(operation.map(({ $ }: { $: string }) => $).includes('rateLimits')).toBe(hasRateLimits);
    const dto = { windowSize: 1000, windowSegments: 10, limitPageSize: 1000 };
    if (hasRateLimits) expect(limits.json().mgmtResponse.rateLimitsDTO).toMatchObject([dto]);
  });

  test('suspend and resume turn a trigger off and on, and leave a run alone', async () => {
    const startTime = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = await deploy('Config-Push-Slow', `?startTime=${encodeURIComponent(startTime)}`);
    const { '@id': id } = await summary(`jobName=${waiting}`);
    const does = async (operation: string) => {
      const [{ success }] = [(await operate(operation, [Number(id), 103])).operationResult].flat();
      const [first, second] = [await summary(`jobName=${waiting}`), await summary('runId=15')];
      return [success?.success.length ?? 0, first.jobStatus, second.jobStatus, second.runStatus];
    };
    expect(await does('suspend')).toEqual([2, 'SUSPENDED', 'SUSPENDED', 'RUNNING']);
    expect(await does('suspend')).toEqual([0, 'SUSPENDED', 'SUSPENDED', 'RUNNING']);
    expect(await does('resume')).toEqual([2, 'SCHEDULED', 'SCHEDULED', 'RUNNING']);
    expect(prime.ledger().cancelRequests).toEqual([]);
    expect(await does('cancel')).toEqual([2, 'CANCELLED', 'CANCELLED', 'RUNNING']);
    expect(await does('resume')).toEqual([0, 'CANCELLED', 'CANCELLED', 'RUNNING']);
  });

  test('jobService is limited or not, JobSummary is', async () => {
    prime.control({ do: 'rateLimit', limits: { perUser: 2 } });
    const statuses = async (path: string) => {
      const answers: number[] = [];
      for (let sent = 0; sent < 3; sent += 1) answers.push((await ask(path)).status);
      return answers;
    };
    expect(await statuses('op/jobService/runhistory.json?jobId=103')).toEqual([200, 200, isLimited ? 503 : 200]);
    expect((await statuses('data/JobSummary.json')).at(-1)).toBe(503);
  });

  test('XML has the same form whatever the version', async () => {
    const body = '<jobRunOperationPayload><runIds><runId>15</runId></runIds></jobRunOperationPayload>';
    const { mgmtResponse } = new XMLParser().parse(
      (await ask('op/jobService/cancelrunning', { method: 'PUT', body })).body,
    );
    expect(mgmtResponse.operationResult.success.success).toMatchObject({ id: 15, status: 'Success' });
    const { body: rows } = await ask('data/JobSummary?.full=true&runId=in(15,25)');
    expect(rows).toContain(`url="${prime.url}${base}/data/JobSummary/103"`);
    expect(new XMLParser().parse(rows).queryResponse.entity).toHaveLength(2);
  });

  test('errors: a document, or a page where the web server answers', async () => {
    const unknown = (await ask('data/JobSummary/1460170872.json')).json().errorDocument;
    const message = 'No such entity as JobSummary / 1,460,170,872.-PRS-101';
    expect(unknown).toMatchObject({ httpResponseCode: 404, message, uriPath: 'data/JobSummary/1460170872' });
    const viewer = await ask('op/jobService/cancel.json', { method: 'PUT', headers: basic('viewer', 'Viewer-1') });
    const wrong = await ask('data/JobSummary.json', { headers: basic('operator', 'nonsense') });
    expect([viewer, wrong].map(({ status }) => status)).toEqual([403, 401]);
    for (const { headers } of [viewer, wrong]) expect(headers['content-type']).toContain('text/html');
    const none = await createClient(prime.url, simulators.ca)(`${base}/data/JobSummary.json`);
    expect([none.status, none.headers.location]).toEqual([302, `${prime.url}/webacs/pages/common/login.jsp`]);
  });
});
