import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Json, until } from '../test-client.ts';
import { AT, BASE, inMinutes, type Session, startSession } from './test-session.ts';

let session: Session;
beforeEach(async () => {
  session = await startSession();
});
afterEach(() => session.stop());

const subStatus = async (id: string): Promise<string> => (await session.details(id)).subStatus;
const job = (id: string) => session.oracle.ledger().jobs.find((one) => one.id === id);

async function steps(id: string, stepId = 0): Promise<Json> {
  const path = `/selfservice/v1/executions/${id}/status/details?stepId=${stepId}&requestor=CONFIG`;
  return (await session.ask(path)).json();
}

test('an execution is created, scheduled, runs at its time and is completed', async () => {
  const id = await session.create('Profile Option Update', { ticketingDetails: { customerNote: 'rv-one' } });
  expect(await session.details(id)).toMatchObject({ status: 'Open', subStatus: 'Ready For Scheduling/Approval' });
  expect(await session.statuses(id)).toEqual([{ executionId: id, status: 'not started' }]);
  const scheduled = (await session.schedule(id)).json();
  expect(scheduled).toMatchObject({
    id,
    status: 'Open',
    subStatus: 'Ready For Execution',
    custStatus: 'Review Update',
  });
  expect(scheduled.scheduledStart).toMatch(/^\d{4}-\d\d-\d\dT\d{1,2}:\d\d:\d\d-07:00$/);
  expect(scheduled).not.toHaveProperty('downStreamExecutions');
  expect(job(id)).toMatchObject({ state: 'waiting', startRequests: 1, words: 'Open/Ready For Execution' });
  await until(async () => (await subStatus(id)) === 'Execution In Progress');
  expect(await session.statuses(id)).toEqual([{ executionId: id, status: 'in progress' }]);
  await until(async () => (await session.details(id)).status === 'Closed');
  expect(await session.statuses(id)).toEqual([{ executionId: id, status: 'success' }]);
  expect(job(id)).toMatchObject({ ended: 'succeeded', startedBy: { user: 'operator' } });
});

test('what is never scheduled never runs', async () => {
  const id = await session.create('Quick Update');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await subStatus(id)).toBe('Ready For Scheduling/Approval');
  expect(job(id)?.state).toBe('waiting');
});

test('failures and partial ones say at which step, and why', async () => {
  const broken = await session.create('Broken Update');
  const partial = await session.create('Partial Update', { bounce: false });
  await Promise.all([session.schedule(broken), session.schedule(partial)]);
  await until(async () => (await session.statuses(broken))[0].status === 'failed');
  expect((await steps(broken)).subSteps).toEqual([
    expect.objectContaining({ stepId: 1, name: 'Pre-checks', status: 'success', hasSubStep: false }),
    expect.objectContaining({
      stepId: 2,
      status: 'failed',
      hasSubStep: true,
      remark: expect.stringMatching('ORA-20001'),
    }),
    expect.objectContaining({ stepId: 3, name: 'Post-checks', status: 'not started' }),
  ]);
  await until(async () => (await session.statuses(partial))[0].status === 'partial success');
  expect((await session.details(partial)).subStatus).toBe('Completed With Errors');
  const nodes = (await steps(partial, 2)).subSteps;
  expect(nodes.map(({ name, status }: Json) => [name, status])).toEqual([
    ['app01', 'success'],
    ['app02', 'success'],
    ['db01', 'failed'],
  ]);
  expect(nodes[2]).toMatchObject({ stepId: 23, remark: expect.stringMatching('db01'), endTime: expect.any(String) });
  expect(job(partial)?.ended).toBe('partial');
});

test('the steps of a running execution tell how far it is', async () => {
  const id = await session.create('Slow Update', { bounce: true });
  await session.schedule(id);
  expect((await steps(id)).subSteps.map(({ status }: Json) => status)).toEqual(Array(4).fill('not started'));
  await until(async () => (await subStatus(id)) === 'Execution In Progress');
  expect(await steps(id)).toMatchObject({
    executionId: id,
    stepId: 0,
    subSteps: [{ status: 'in progress' }, {}, {}, {}],
  });
  expect((await session.ask(`/selfservice/v1/executions/${id}/status/details?stepId=9&requestor=CONFIG`)).status).toBe(
    404,
  );
});

test('an execution may wait on after its time has come', async () => {
  const id = await session.create('Queued Update');
  await session.schedule(id);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await subStatus(id)).toBe('Ready For Execution');
  await until(async () => (await subStatus(id)) === 'Execution In Progress');
});

test('nothing is scheduled less than 16 minutes ahead, by the vendor’s clock', async () => {
  const id = await session.create();
  const refused = await session.schedule(id, 15.9);
  expect(refused.status).toBe(400);
  expect(refused.json()).toEqual({
    code: 'InvalidParameter',
    message: 'ScheduleTime must be at least 16 minutes from the current time.',
  });
  session.oracle.control({ do: 'skewClock', ms: 120_000 });
  expect((await session.schedule(id, 17)).status).toBe(400);
  expect(await subStatus(id)).toBe('Ready For Scheduling/Approval');
  session.oracle.control({ do: 'skewClock', ms: 0 });
  expect((await session.schedule(id, 16.1)).status).toBe(200);
});

test('a time that is no time, an unknown action and what is no JSON are 400', async () => {
  const id = await session.create();
  expect((await session.put(id, { action: 'schedule', scheduledTime: 'tomorrow' })).status).toBe(400);
  expect((await session.put(id, { action: 'schedule' })).status).toBe(400);
  expect((await session.put(id, { action: 'pause', scheduledTime: inMinutes(20) })).status).toBe(400);
  expect((await session.ask(`${AT}/${id}`, { method: 'PUT', body: '{' })).json().code).toBe('CannotParseRequest');
  expect(await session.create('No Such Update')).toBeUndefined();
});

test('it can be scheduled anew, but not while it runs or when it is over', async () => {
  const id = await session.create('Slow Update');
  const first = (await session.schedule(id, 600)).json();
  const second = (await session.schedule(id, 17)).json();
  expect(second.scheduledStart).not.toBe(first.scheduledStart);
  await until(async () => (await subStatus(id)) === 'Execution In Progress');
  expect((await session.schedule(id, 17)).status).toBe(409);
  session.oracle.patchJob(id, { end: 'failed' });
  expect((await session.schedule(id, 17)).json().code).toBe('IncorrectState');
});

test('many run at once', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, () => session.create('Endless Update')));
  expect(new Set(ids).size).toBe(40);
  await Promise.all(ids.map((id) => session.schedule(id)));
  await until(async () => (await session.statuses(...ids)).every(({ status }: Json) => status === 'in progress'));
});

test.each([
  'EBSO/products/config/instances/DCMATI',
  'EBSZ/products/config/instances/DZMATI',
  'EBSI/products/config/instances/DIMATI',
])('executions at %s', async (rest) => {
  const at = `/selfservice/v1/customers/21845621/${rest}/executions`;
  const id = await session.create('Quick Update', {}, at);
  expect((await session.schedule(id, 17, {}, at)).status).toBe(200);
  expect((await session.details(id, at)).ticketingDetails.rfcType).toBe(`Configuration - ${rest.slice(0, 4)}`);
  expect((await session.ask(`${BASE}/DCTEST/executions/${id}`)).status).toBe(404);
});
