import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RiverbedCmcOptions, type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Answer, type Ask, basic, createClient, type Json, until } from '../test-client.ts';

const JOBS = '/api/cmc.configurator/1.0/jobs';

let simulators: Simulators;
let cmc: RunningSimulator;
let ask: Ask;

async function start(own: RiverbedCmcOptions = {}): Promise<void> {
  simulators = await startSimulators({ vendors: ['riverbed-cmc'], speed: 20, http: true, 'riverbed-cmc': own });
  cmc = simulators.get('riverbed-cmc');
  ask = createClient(cmc.url, undefined, basic('operator', 'Operator-1'));
}
beforeEach(() => start());
afterEach(() => simulators.stop());

async function restart(own: RiverbedCmcOptions): Promise<void> {
  await simulators.stop();
  await start(own);
}

const idOf = (name: string): number => (cmc.inventory().features as Record<string, number>)[name] ?? 0;

function order(body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return ask(JOBS, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function push(names: string[], more: Record<string, unknown> = { site_ids: [1] }): Promise<Json> {
  const answer = await order({ feature_ids: names.map(idOf), ...more });
  expect(answer.status).toBe(201);
  expect(answer.headers.location).toBe(`${JOBS}/items/${answer.json().id}`);
  return answer.json();
}

const read = async (id: number): Promise<Json> => (await ask(`${JOBS}/items/${id}`)).json();
const cancel = (id: number | string, asking = {}) => ask(`${JOBS}/items/${id}/cancel`, { method: 'POST', ...asking });
const ledgerJob = (id: number) => cmc.ledger().jobs.find((job) => job.id === String(id));
const became = (id: number, status: string) => until(async () => (await read(id)).job_status === status);

test.each([
  [['fast_push'], 'Success', 'succeeded', ['Success', 'Success']],
  [['failing_push'], 'Failed', 'failed', ['Fail', 'Fail']],
  [['partial_push'], 'Failed', 'partial', ['Success', 'Fail']],
  [['fast_push', 'failing_push'], 'Failed', 'partial', ['Success', 'Fail', 'Success', 'Fail']],
])('a push of %j ends %s, which is %s', async (names, status, ended, results) => {
  const started = await push(names, { site_ids: [1], operation: 'nightly', idx: 7, backup: true });
  expect(started).toMatchObject({ job_status: 'InProgress', completion_time: null, backup: true, idx: 7 });
  expect(started.operation).toBe('nightly');
  expect(started.detailed_status[0].status).toBe('Running');
  await became(started.id, status);
  const job = await read(started.id);
  expect(job.detailed_status.map((part: Json) => part.result)).toEqual(results);
  expect(job.detailed_status.map((part: Json) => part.status)).toEqual(results.map(() => 'Completed'));
  for (const part of job.detailed_status) expect(part.error_text === null).toBe(part.result === 'Success');
  expect(job).not.toHaveProperty('error_text');
  expect(Math.abs(job.completion_time - Date.now() / 1000)).toBeLessThan(3);
  expect(ledgerJob(started.id)).toMatchObject({ ended, startRequests: 1, startedBy: { user: 'operator' } });
});

test('appliances: by serial number, by site type, and one that is never reached', async () => {
  const one = await push(['fast_push'], { appliance_serial_numbers: ['RV0005B'] });
  expect(one.detailed_status).toHaveLength(1);
  const types = await push(['fast_push'], { site_type_ids: [2] });
  expect(types.detailed_status).toHaveLength(6);
  const lab = await push(['fast_push'], { site_ids: [13] });
  await became(lab.id, 'Failed');
  expect((await read(lab.id)).detailed_status[1].error_text).toBe('Appliance RV0013B is not connected.');
});

test('progress: parts are completed one after the other', async () => {
  const { id } = await push(['networking'], { site_ids: [1, 2] });
  const completed = async () =>
    (await read(id)).detailed_status.filter((part: Json) => part.status === 'Completed').length;
  await until(async () => (await completed()) === 2);
  expect((await read(id)).detailed_status[2]).toMatchObject({ status: 'Running' });
  await became(id, 'Success');
  expect(await completed()).toBe(4);
});

test('the last part is never done before the job is, whatever the clock says', async () => {
  const { id } = await push(['slow_push']);
  cmc.control({ do: 'skewClock', ms: 7_200_000 });
  const { job_status, detailed_status } = await read(id);
  expect([job_status, detailed_status.map((part: Json) => part.status)]).toEqual([
    'InProgress',
    ['Completed', 'Running'],
  ]);
});

test('a pre-push failure stands in the text of the job, and nothing was pushed', async () => {
  const { id } = await push(['pre_push_failure']);
  await became(id, 'Failed');
  const job = await read(id);
  expect(job.error_text).toContain('Pre-push validation failed');
  expect(job.detailed_status[0]).toMatchObject({ status: 'Pending' });
  expect(job.detailed_status[0]).not.toHaveProperty('result');
  expect(ledgerJob(id)?.ended).toBe('failed');
});

test('a job waits in the queue, or until its time, and then runs', async () => {
  const queued = await push(['queued_push']);
  const timed = await push(['slow_push'], { site_ids: [1], timestamp: Math.floor(Date.now() / 1000) + 2 });
  for (const job of [queued, timed]) {
    expect(job).toMatchObject({ job_status: 'Queued', completion_time: null });
    expect(job).not.toHaveProperty('push_time');
    expect(ledgerJob(job.id)).toMatchObject({ state: 'waiting' });
  }
  await became(queued.id, 'InProgress');
  await became(timed.id, 'InProgress');
});

test('cancel: a queued job at once, a running one a little later, and no other', async () => {
  const jobs = await Promise.all(Array.from({ length: 8 }, () => push(['slow_push'])));
  const queued = await push(['queued_push']);
  expect((await cancel(queued.id)).json()).toMatchObject({ id: queued.id, job_status: 'Canceled' });
  const [first] = jobs;
  const answer = await cancel(first.id);
  expect([answer.status, answer.json().job_status]).toEqual([200, 'InProgress']);
  await became(first.id, 'Canceled');
  expect(await read(first.id)).not.toHaveProperty('push_time');
  expect(ledgerJob(first.id)).toMatchObject({ ended: 'canceled', stoppedBy: { user: 'operator' } });
  expect(ledgerJob(queued.id)).not.toHaveProperty('startedAt');
  const { jobs: all, cancelRequests } = cmc.ledger();
  expect(all.filter((job) => job.startRequests === 1 && job.state === 'running')).toHaveLength(7);
  expect(cancelRequests.map((request) => request.answer)).toEqual(['accepted', 'accepted']);
});

test('cancel of what is over, refuses, or is unknown is refused, and so is a body', async () => {
  const { id } = await push(['stubborn_push']);
  expect((await cancel(id)).json()).toEqual({
    error_id: 'RESOURCE_CONFLICT',
    error_text: `The job ${id} cannot be canceled.`,
  });
  expect((await cancel(1)).status).toBe(409);
  expect((await cancel(4)).json().error_text).toBe('The job 4 is already Canceled.');
  expect((await cancel(99_999)).json()).toMatchObject({ error_id: 'RESOURCE_NOT_FOUND' });
  expect((await cancel('nonsense')).status).toBe(404);
  expect((await cancel(5, { body: '{}' })).status).toBe(400);
  expect(ledgerJob(5)?.state).toBe('running');
  expect(cmc.ledger().cancelRequests.every((request) => request.answer === 'refused')).toBe(true);
  await restart({ cancelOfEnded: 'job' });
  expect((await cancel(1)).json()).toMatchObject({ id: 1, job_status: 'Success' });
});

test('a cancel may take long, be asked twice, and come too late', async () => {
  const { id } = await push(['slow_stop_push']);
  expect((await cancel(id)).status).toBe(200);
  expect((await cancel(id)).status).toBe(200);
  cmc.patchJob(String(id), { end: 'succeeded' });
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect((await read(id)).job_status).toBe('Success');
  expect(ledgerJob(id)?.changes.filter((change) => change.state === 'ended')).toHaveLength(1);
});

test.each([
  [{ site_ids: [1] }, 'feature_ids'],
  [{ feature_ids: [], site_ids: [1] }, 'feature_ids'],
  [{ feature_ids: ['networking'], site_ids: [1] }, 'feature_ids.0'],
  [{ feature_ids: [1] }, 'Exactly one of'],
  [{ feature_ids: [1], site_ids: [1], site_type_ids: [1] }, 'Exactly one of'],
  [{ feature_ids: [1], site_ids: [] }, 'site_ids'],
  [{ feature_ids: [99], site_ids: [1] }, 'no feature 99'],
  [{ feature_ids: [13], site_ids: [1] }, 'push is not enabled'],
  [{ feature_ids: [1], site_ids: [1, 77] }, 'site_ids: there is no 77'],
  [{ feature_ids: [1], appliance_serial_numbers: ['X'] }, 'there is no X'],
])('the order %j is refused: %s', async (body, words) => {
  const answer = await order(body);
  expect([answer.status, answer.json().error_id]).toEqual([400, 'REQUEST_INVALID_INPUT']);
  expect(answer.json().error_text).toContain(words);
  expect(cmc.ledger().jobs.every((job) => job.startRequests === 0)).toBe(true);
});

test('options: unknown targets taken, a partial failure called Success, and how fields without a value look', async () => {
  await restart({ unknownTargets: 'take', partialStatus: 'Success', emptyFields: 'null' });
  const job = await push(['partial_push'], { appliance_serial_numbers: ['X', 'Y'] });
  expect(job).toMatchObject({ completion_time: null, error_text: null });
  await became(job.id, 'Success');
  expect(ledgerJob(job.id)?.ended).toBe('partial');
  await restart({ emptyFields: 'omitted' });
  const [running, queued] = [await read(5), await read(6)];
  expect(running).not.toHaveProperty('completion_time');
  expect(running.detailed_status[0]).not.toHaveProperty('error_text');
  expect(queued).not.toHaveProperty('push_time');
});

const idsOf = async (query: string): Promise<number[]> =>
  (await ask(`${JOBS}?${query}`)).json().map((job: Json) => job.id);

test('filters, alone and together', async () => {
  const { id, creation_time } = await push(['slow_push']);
  expect(await idsOf('job_status=Canceled')).toEqual([4]);
  expect(await idsOf('job_status=InProgress&feature_id=7')).toEqual([id]);
  expect(await idsOf('feature_id=3')).toEqual([2]);
  expect(await idsOf(`after=${creation_time - 1}&before=${creation_time + 1}`)).toEqual([id]);
  expect(await idsOf(`after=${creation_time}`)).toEqual([]);
  expect(await idsOf(`before=${creation_time}`)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await idsOf('constructor=1&__proto__=2')).toHaveLength(8);
  for (const query of ['job_status=CANCELED', 'feature_id=networking', 'after=yesterday']) {
    expect((await ask(`${JOBS}?${query}`)).json().error_id).toBe('REQUEST_INVALID_INPUT');
  }
});

test('faults: one order may start two jobs, a cancel may be accepted for nothing, a start may be hidden', async () => {
  cmc.addFaults([
    { match: { kind: 'start' }, action: [{ do: 'twice' }, { do: 'setJob', patch: { hideMs: 300 } }] },
    { match: { kind: 'cancel' }, action: { do: 'acceptNothing' } },
  ]);
  const { id } = await push(['slow_push']);
  expect((await ask(`${JOBS}/items/${id}`)).status).toBe(404);
  expect(await idsOf('feature_id=7')).toEqual([]);
  await until(async () => (await idsOf('feature_id=7')).length === 2);
  expect((await cancel(id)).json().job_status).toBe('InProgress');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const made = cmc.ledger().jobs.filter((job) => job.startRequests === 1);
  expect(made.map((job) => job.state)).toEqual(['running', 'running']);
  expect(new Set(made.map((job) => `${job.startedBy.call} ${job.content}`)).size).toBe(1);
  expect(cmc.ledger().callsByKind).toMatchObject({ start: 1, cancel: 1, other: 0, login: 0 });
});

test('scripted states: any word, a field left out, an end, a job that vanishes, an id given away', async () => {
  const { id } = await push(['slow_push']);
  cmc.patchJob(String(id), { set: { job_status: 'Exploded', detailed_status: null } });
  expect(await read(id)).toMatchObject({ job_status: 'Exploded' });
  expect(await read(id)).not.toHaveProperty('detailed_status');
  cmc.patchJob(String(id), { end: 'partial' });
  expect((await read(id)).detailed_status.map((part: Json) => part.result)).toEqual(['Success', 'Fail']);
  expect(ledgerJob(id)).toMatchObject({ ended: 'partial', stoppedBy: { user: 'console' } });
  cmc.patchJob(String(id), { vanish: true });
  expect((await ask(`${JOBS}/items/${id}`)).status).toBe(404);
  const before = await push(['slow_push']);
  cmc.patchJob(String(before.id), { replace: true });
  const after = await read(before.id);
  expect([after.id, after.feature_ids, after.site_ids]).toEqual([before.id, [10], [8]]);
  expect(cmc.ledger().jobs.filter((job) => job.id === String(before.id))).toMatchObject([
    { state: 'running', startedBy: { user: 'operator' } },
    { state: 'running', startedBy: { user: 'colleague' } },
  ]);
  expect(cmc.patchJob('99999', { end: 'failed' })).toBe(false);
});

test('the ledger tells which jobs a list has shown', async () => {
  const { id, creation_time } = await push(['fast_push']);
  await ask(`${JOBS}?after=${creation_time - 60}`);
  expect(cmc.ledger().calls.at(-1)).toMatchObject({ kind: 'look', ids: [String(id)] });
});
