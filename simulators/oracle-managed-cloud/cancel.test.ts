import { afterEach, expect, test } from '@jest/globals';
import { until } from '../test-client.ts';
import { AT, BASE, type Session, startSession } from './test-session.ts';

let session: Session;
afterEach(() => session.stop());

const job = (id: string) => session.oracle.ledger().jobs.find((one) => one.id === id);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a cancel takes the schedule away and leaves the record open, and it does not run', async () => {
  session = await startSession();
  const id = await session.create('Quick Update');
  await session.schedule(id, 20);
  const { n } = session.oracle.ledger().calls.at(-1) ?? { n: 0 };
  expect((await session.cancel(id)).json()).toMatchObject({ id, subStatus: 'Ready For Scheduling/Approval' });
  const details = await session.details(id);
  expect(details).toMatchObject({ status: 'Open', subStatus: 'Ready For Scheduling/Approval' });
  expect(details).not.toHaveProperty('scheduledStart');
  await sleep(500);
  expect(job(id)).toMatchObject({ state: 'ended', ended: 'canceled', stoppedBy: { user: 'operator', call: n + 1 } });
  expect(job(id)).not.toHaveProperty('startedAt');
  expect(session.oracle.ledger().cancelRequests).toMatchObject([{ id, answer: 'accepted' }]);
});

test('a cancelled record can be scheduled again, and then nothing has ended', async () => {
  session = await startSession();
  const id = await session.create('Quick Update');
  await session.schedule(id, 600);
  await session.cancel(id);
  await session.schedule(id, 17);
  expect(job(id)).toMatchObject({ state: 'waiting' });
  expect(job(id)).not.toHaveProperty('ended');
  await until(() => job(id)?.ended === 'succeeded');
});

test('what runs, is over, is locked or unknown cannot be cancelled', async () => {
  session = await startSession();
  const running = await session.create('Endless Update');
  const locked = await session.create('Locked Update');
  await Promise.all([session.schedule(running, 17), session.schedule(locked, 900)]);
  await until(() => job(running)?.state === 'running');
  expect((await session.cancel(running)).json()).toEqual({
    code: 'IncorrectState',
    message: 'The execution is in progress: its schedule can no longer be cancelled.',
  });
  expect((await session.cancel(locked)).status).toBe(409);
  expect((await session.cancel('3-BLFVC0W', `${BASE}/DCMATI/executions`)).status).toBe(409);
  expect((await session.cancel('3-NOTHERE')).status).toBe(404);
  expect((await session.cancel('3-BLFVC0W')).status).toBe(404);
  expect(job(running)?.state).toBe('running');
  expect(job(locked)?.words).toBe('Open/Ready For Execution');
  expect(session.oracle.ledger().cancelRequests.map(({ answer }) => answer)).toEqual(Array(5).fill('refused'));
});

test('what was never scheduled: the record as it is, or a refusal by option', async () => {
  session = await startSession();
  const id = await session.create();
  expect((await session.cancel(id)).status).toBe(200);
  expect(job(id)?.ended).toBe('canceled');
  await session.stop();
  session = await startSession({ cancelOpen: 'refuse' });
  const other = await session.create();
  expect((await session.cancel(other)).json().message).toBe('The execution is not scheduled.');
  expect(job(other)?.state).toBe('waiting');
});

test('a cancel may take long, and its answer then shows the schedule still there', async () => {
  session = await startSession();
  const id = await session.create('Lingering Update');
  await session.schedule(id, 900);
  expect((await session.cancel(id)).json().subStatus).toBe('Ready For Execution');
  expect((await session.details(id)).subStatus).toBe('Ready For Execution');
  await until(async () => (await session.details(id)).subStatus === 'Ready For Scheduling/Approval');
});

test('a toggle: both are scheduled, run one after the other, and are cancelled together', async () => {
  session = await startSession();
  const id = await session.create('FRD Enable/Disable');
  const later = new Date(Date.now() + 60 * 60_000).toISOString();
  const more = { checkAutoDisable: false, downStreamExecutions: [{ scheduledTime: later, activityType: 'Disable' }] };
  const scheduled = (await session.schedule(id, 17, more)).json();
  const [down] = scheduled.downStreamExecutions;
  expect(down).toMatchObject({ subStatus: 'Ready For Execution', config: { activity: { type: 'Disable' } } });
  expect(job(down.id)).toMatchObject({ runId: id, startRequests: 0 });
  expect((await session.details(down.id)).referenceExecutionId).toBe(id);
  expect((await session.details(id)).downStreamExecutions[0].id).toBe(down.id);

  const cancelled = (await session.cancel(id)).json();
  expect(cancelled.downStreamExecutions).toMatchObject([{ id: down.id, subStatus: 'Ready For Scheduling/Approval' }]);
  expect([job(id)?.ended, job(down.id)?.ended]).toEqual(['canceled', 'canceled']);

  expect((await session.schedule(id, 17, more)).json().downStreamExecutions[0].id).toBe(down.id);
  await until(() => job(down.id)?.ended === 'succeeded');
  expect(job(id)?.endedAt ?? 0).toBeLessThanOrEqual(job(down.id)?.startedAt ?? 0);
});

test('what is down-stream can be cancelled alone, while the first one runs', async () => {
  session = await startSession();
  const id = await session.create('SQL Trace Enable/Disable');
  const later = new Date(Date.now() + 900 * 60_000).toISOString();
  const more = { downStreamExecutions: [{ scheduledTime: later, activityType: 'Disable' }] };
  const [down] = (await session.schedule(id, 17, more)).json().downStreamExecutions;
  await until(() => job(id)?.state === 'running');
  expect((await session.cancel(id)).status).toBe(409);
  expect((await session.cancel(down.id)).status).toBe(200);
  expect([job(id)?.state, job(down.id)?.ended]).toEqual(['running', 'canceled']);
});

test('a single activity has nothing down-stream, and a toggle nothing before itself', async () => {
  session = await startSession();
  const id = await session.create();
  const later = new Date(Date.now() + 60 * 60_000).toISOString();
  const more = { downStreamExecutions: [{ scheduledTime: later, activityType: 'Disable' }] };
  expect((await session.schedule(id, 17, more)).status).toBe(400);
  const toggle = await session.create('FRD Enable/Disable');
  expect((await session.schedule(toggle, 90, more)).status).toBe(400);
  expect((await session.details(toggle)).subStatus).toBe('Ready For Scheduling/Approval');
  expect((await session.ask(`${AT}?scheduledStart=nonsense`)).status).toBe(400);
});
