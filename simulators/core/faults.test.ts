import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FaultRule, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, until } from '../test-client.ts';

const LIST = '/webacs/api/v3/data/JobSummary.json';
const DEPLOY = '/webacs/api/v3/op/cliTemplateConfiguration/deployTemplateThroughJob.json';
const CANCEL = '/webacs/api/v3/op/jobService/cancelrunning.json';
const ORDER =
  '{"cliTemplateCommand":{"templateName":"Config-Push-Slow","targetDevices":{"targetDevice":{"targetDeviceID":"1051"}}}}';

let simulators: Simulators;
let prime: RunningSimulator;
let ask: Ask;

beforeEach(async () => {
  simulators = await startSimulators({
    vendors: ['cisco-prime'],
    'cisco-prime': { limits: { perUser: -1, concurrentPerUser: -1, sessionsPerUser: -1 } },
  });
  prime = simulators.get('cisco-prime');
  ask = createClient(prime.url, simulators.ca, basic('operator', 'Operator-1'));
});
afterEach(() => simulators.stop());

const script = (rules: FaultRule | FaultRule[]) => ask('/_faults', { method: 'POST', body: JSON.stringify(rules) });
const deploy = () => ask(DEPLOY, { method: 'PUT', body: ORDER, timeoutMs: 500 });
const started = () => prime.ledger().jobs.filter((job) => job.startRequests === 1);

test('status answers instead of the vendor, as often as told, after as many as told', async () => {
  const headers = { 'retry-after': '7' };
  await script({
    match: { kind: 'look' },
    after: 1,
    times: 2,
    action: { do: 'status', status: 429, headers, body: 'slow' },
  });
  const answers = [await ask(LIST), await ask(LIST), await ask(LIST), await ask(LIST)];
  expect(answers.map((answer) => answer.status)).toEqual([200, 429, 429, 200]);
  expect(answers[1]).toMatchObject({ body: 'slow', headers: { 'retry-after': '7' } });
  const [entry] = (await ask('/_faults')).json();
  expect(entry).toMatchObject({ seen: 4, hits: 2 });
  expect((await ask('/_faults', { method: 'DELETE' })).json()).toEqual([]);
});

test('status after: the vendor carried it out and says 500', async () => {
  await script({ match: { kind: 'start' }, action: { do: 'status', status: 500, when: 'after' } });
  expect((await deploy()).status).toBe(500);
  expect(started()).toHaveLength(1);
});

test.each([
  ['before', 0],
  ['after', 1],
] as const)('reset %s: the client sees an error and %d jobs were started', async (when, count) => {
  await script({
    match: { path: 'deployTemplate', pathPattern: 'v3/.*\\.json', method: 'put' },
    action: { do: 'reset', when },
  });
  await expect(deploy()).rejects.toThrow(/ECONNRESET|socket hang up/);
  expect(started()).toHaveLength(count);
  expect(prime.ledger().calls.at(-1)).toMatchObject({ kind: 'start', status: 0, faults: ['fault-1'] });
});

test.each([
  ['before', 0],
  ['after', 1],
] as const)('hang %s: no answer ever, and %d jobs were started', async (when, count) => {
  await script({ match: { kind: 'start' }, action: { do: 'hang', when } });
  await expect(deploy()).rejects.toThrow('client timed out');
  expect(started()).toHaveLength(count);
});

test('delay before: the vendor accepts after the client gave up', async () => {
  await script({ match: { kind: 'start' }, action: { do: 'delay', ms: 900 } });
  await expect(deploy()).rejects.toThrow('client timed out');
  expect(started()).toHaveLength(0);
  await until(() => started().length === 1, 1500);
});

test('a client that gave up does not keep its place among the concurrent requests', async () => {
  prime.control({ do: 'rateLimit', limits: { concurrentPerUser: 1 } });
  await script({ match: { kind: 'start' }, action: { do: 'delay', ms: 700 } });
  await expect(deploy()).rejects.toThrow('client timed out');
  await until(() => started().length === 1, 1500);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await ask(LIST)).status).toBe(200);
});

test('delay after: the answer is late', async () => {
  await script({ match: { kind: 'look' }, action: { do: 'delay', ms: 300, when: 'after' } });
  const begun = Date.now();
  expect((await ask(LIST)).status).toBe(200);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
});

test('cutBody promises more than it sends, or ends cleanly with half a document', async () => {
  await script([
    { match: { kind: 'start' }, action: { do: 'cutBody' } },
    { match: { kind: 'look' }, action: { do: 'cutBody', keep: 0.3, cleanEnd: true } },
  ]);
  await expect(deploy()).rejects.toThrow('aborted');
  expect(started()).toHaveLength(1);
  const half = await ask(LIST);
  expect(half.status).toBe(200);
  expect(half.json).toThrow(SyntaxError);
});

test('slowBody drips; an endless one never ends', async () => {
  await script({ match: { kind: 'look' }, action: { do: 'slowBody', bytes: 200, everyMs: 20 } });
  expect((await ask(LIST)).json().queryResponse['@type']).toBe('JobSummary');
  await script({ match: { kind: 'look' }, action: { do: 'slowBody', bytes: 4000, everyMs: 50, endless: true } });
  const outcome = await Promise.race([
    ask(LIST).then(() => 'ended'),
    new Promise((resolve) => setTimeout(() => resolve('still dripping'), 700)),
  ]);
  expect(outcome).toBe('still dripping');
});

test.each([
  [{ with: 'html' }, 'text/html', '<h1>'],
  [{ with: 'empty' }, 'application/json', ''],
  [{ with: 'wrongType' }, 'image/png', 'queryResponse'],
  [{ with: 'huge', size: 5_000_000 }, 'application/json', '"filler"'],
  [{ with: 'deep', size: 10_000 }, 'application/json', '[[[['],
  [{ with: 'xmlBomb' }, 'application/xml', '<!ENTITY e9'],
  [{ with: 'text', body: '{"id":9007199254740993}' }, 'application/json', '9007199254740993'],
] as const)('replaceBody %j', async (action, type, part) => {
  await script({ match: { kind: 'look' }, action: { do: 'replaceBody', ...action } });
  const answer = await ask(LIST);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain(type);
  expect(answer.body).toContain(part);
  if (action.with === 'empty') expect(answer.body).toBe('');
  if (action.with === 'huge') expect(answer.body.length).toBe(5_000_000);
});

test('twice: one request starts two jobs, also where the answer is lost', async () => {
  await script({ match: { kind: 'start' }, action: [{ do: 'twice' }, { do: 'reset', when: 'after' }] });
  await expect(deploy()).rejects.toThrow();
  expect(started()).toHaveLength(2);
  expect(new Set(started().map((job) => job.startedBy.call)).size).toBe(1);
});

test('acceptNothing: a cancel is accepted and the job runs on', async () => {
  await script({ match: { kind: 'cancel' }, action: { do: 'acceptNothing' } });
  const answer = await ask(CANCEL, { method: 'PUT', body: '{"jobRunOperationPayload":{"runIds":{"runId":15}}}' });
  expect(answer.json().mgmtResponse.operationResult[0].success.success[0].status).toBe('Success');
  await new Promise((resolve) => setTimeout(resolve, 1300));
  const { jobs, cancelRequests } = prime.ledger();
  expect(jobs.find((job) => job.runId === '15')?.state).toBe('running');
  expect(cancelRequests).toMatchObject([{ id: '15', answer: 'accepted', user: 'operator' }]);
});

const shown = async (id: string) =>
  (await ask(`/webacs/api/v3/data/JobSummary/${id}.json`)).json().queryResponse?.entity[0].jobSummaryDTO;
const patch = (id: string, change: unknown) => ask(`/_jobs/${id}`, { method: 'PATCH', body: JSON.stringify(change) });

test('a job can be ended, shown in any state, made to vanish, and its id given away', async () => {
  await patch('103', { end: 'failed' });
  expect(await shown('103')).toMatchObject({ resultStatus: 'FAILURE', jobStatus: 'COMPLETED' });
  await patch('103', { set: { jobStatus: 'SCHEDULED', runStatus: 'EXPLODED', completionTime: null } });
  const strange = await shown('103');
  expect(strange).toMatchObject({ jobStatus: 'SCHEDULED', runStatus: 'EXPLODED' });
  expect(strange).not.toHaveProperty('completionTime');
  await patch('103', { vanish: true });
  expect(await shown('103')).toBeUndefined();
  await patch('103', { vanish: false });
  expect(await shown('103')).toBeDefined();
  const before = await shown('104');
  await patch('104', { replace: true });
  const after = await shown('104');
  expect([before.runId, before.jobName]).not.toEqual([after.runId, after.jobName]);
  expect(after.runId).toBe(before.runId);
  expect((await patch('nobody', { end: 'failed' })).status).toBe(404);
});

test('setJob in a fault goes to the job that the call made: 404 just after the start', async () => {
  await script({ match: { kind: 'start' }, action: { do: 'setJob', patch: { hideMs: 400 } } });
  const { jobName } = (await deploy()).json().mgmtResponse.cliTemplateCommandJobResult[0];
  const found = async () => 'entityId' in (await ask(`${LIST}?jobName=${jobName}`)).json().queryResponse;
  expect(await found()).toBe(false);
  await until(found, 1500);
});

test('limits, passwords and the clock can be changed while it runs', async () => {
  prime.control({ do: 'rateLimit', limits: { perUser: 1 } });
  expect([(await ask(LIST)).status, (await ask(LIST)).status]).toEqual([200, 503]);
  prime.control({ do: 'rateLimit', limits: { perUser: -1 } });
  prime.control({ do: 'skewClock', ms: 3_600_000 });
  await deploy();
  const job = (await ask(`${LIST}?.full=true&username=operator`)).json().queryResponse.entity[0].jobSummaryDTO;
  expect(Date.parse(job.lastStartTime) - Date.now()).toBeGreaterThan(3_500_000);
  expect(Date.parse((await ask(LIST)).headers.date ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  prime.control({ do: 'setPassword', user: 'operator', password: 'other' });
  expect((await ask(LIST)).status).toBe(401);
});

test('a fault that is not known is refused with the reason', async () => {
  const answer = await ask('/_faults', { method: 'POST', body: '{"action":{"do":"explode"}}' });
  expect(answer.status).toBe(400);
  expect(answer.json().message).toContain('action');
});
