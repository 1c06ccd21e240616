import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { until } from '../test-client.ts';
import { AT, type Session, startSession } from './test-session.ts';

let session: Session;
beforeEach(async () => {
  session = await startSession();
});
afterEach(() => session.stop());

const job = (id: string) => session.oracle.ledger().jobs.find((one) => one.id === id);
const jobsNamed = (name: string) => session.oracle.ledger().jobs.filter((one) => one.name === name);

test('create and schedule are starts, in the ledger and for faults', async () => {
  const before = session.oracle.ledger().callsByKind;
  const id = await session.create('Endless Update');
  await session.schedule(id, 900);
  await session.statuses(id);
  await session.cancel(id);
  await session.put(id, { action: 'pause' });
  const after = session.oracle.ledger().callsByKind;
  expect(after).toEqual({ ...before, start: 2, look: 1, cancel: 1, other: 1, total: before.total + 5 });
});

test('an answer lost between the two leaves a record that nothing runs', async () => {
  session.oracle.addFaults({ match: { kind: 'start', method: 'POST' }, action: { do: 'reset', when: 'after' } });
  await expect(session.create('Endless Update')).rejects.toThrow();
  expect(jobsNamed('Endless Update')).toMatchObject([{ state: 'waiting', startRequests: 1 }]);
  const id = await session.create('Slow Update');
  session.oracle.addFaults({ match: { kind: 'start' }, action: { do: 'status', status: 503 } });
  expect((await session.schedule(id)).status).toBe(503);
  expect((await session.details(id)).subStatus).toBe('Ready For Scheduling/Approval');
});

test('one create may make two records', async () => {
  session.oracle.addFaults({ match: { kind: 'start' }, action: { do: 'twice' } });
  await session.create('Slow Update');
  expect(jobsNamed('Slow Update')).toHaveLength(2);
});

test('a cancel may be accepted for nothing', async () => {
  session.oracle.addFaults({ match: { kind: 'cancel' }, action: { do: 'acceptNothing' } });
  const id = await session.create('Endless Update');
  await session.schedule(id, 20);
  const answer = await session.cancel(id);
  expect([answer.status, answer.json().subStatus]).toEqual([200, 'Ready For Scheduling/Approval']);
  expect((await session.details(id)).subStatus).toBe('Ready For Execution');
  await until(() => job(id)?.state === 'running');
});

test('words that nobody knows, and fields left out, until the next change', async () => {
  const id = await session.create('Endless Update');
  await session.schedule(id, 900);
  session.oracle.patchJob(id, { set: { subStatus: 'On Hold', workflowStatus: 'paused', scheduledBy: null } });
  const details = await session.details(id);
  expect(details).toMatchObject({ subStatus: 'On Hold', ticketingDetails: { subStatus: 'On Hold' } });
  expect(details).not.toHaveProperty('scheduledBy');
  expect(details).not.toHaveProperty('workflowStatus');
  expect(await session.statuses(id)).toEqual([{ executionId: id, status: 'paused' }]);
  await session.cancel(id);
  expect((await session.details(id)).subStatus).toBe('Ready For Scheduling/Approval');
});

test('the vendor’s own console ends, cancels and stops', async () => {
  const [ended, cancelled, stopped] = await Promise.all([1, 2, 3].map(() => session.create('Endless Update')));
  if (ended === undefined || cancelled === undefined || stopped === undefined) throw new Error('three were made');
  await Promise.all([session.schedule(cancelled, 900), session.schedule(stopped)]);
  await until(() => job(stopped)?.state === 'running');
  session.oracle.patchJob(ended, { end: 'partial' });
  session.oracle.patchJob(cancelled, { end: 'canceled' });
  session.oracle.patchJob(stopped, { end: 'canceled' });
  expect((await session.details(ended)).subStatus).toBe('Completed With Errors');
  expect((await session.details(cancelled)).subStatus).toBe('Ready For Scheduling/Approval');
  expect(await session.details(stopped)).toMatchObject({ status: 'Closed', subStatus: 'Cancelled' });
  expect(job(cancelled)).toMatchObject({ ended: 'canceled', stoppedBy: { user: 'console' } });
});

test('what was cancelled does not end a second time', async () => {
  const id = await session.create('Endless Update');
  await session.schedule(id, 900);
  await session.cancel(id);
  await until(() => job(id)?.ended === 'canceled');
  session.oracle.patchJob(id, { end: 'failed' });
  expect((await session.details(id)).subStatus).toBe('Ready For Scheduling/Approval');
  expect(job(id)).toMatchObject({ ended: 'canceled' });
});

test('an execution that vanishes, is not there yet, or has become somebody else’s', async () => {
  const id = await session.create('Endless Update');
  await session.schedule(id, 900);
  session.oracle.patchJob(id, { vanish: true });
  expect((await session.ask(`${AT}/${id}`)).status).toBe(404);
  expect(await session.statuses(id)).toEqual([]);
  expect((await session.cancel(id)).status).toBe(404);
  session.oracle.patchJob(id, { vanish: false });
  session.oracle.patchJob(id, { hideMs: 150 });
  expect((await session.ask(`${AT}/${id}`)).status).toBe(404);
  await until(async () => (await session.ask(`${AT}/${id}`)).status === 200);
  session.oracle.patchJob(id, { replace: true });
  expect(await session.details(id)).toMatchObject({
    createdBy: 'colleague@example.com',
    summary: 'Nightly maintenance',
    subStatus: 'Execution In Progress',
  });
  expect(session.oracle.patchJob('3-NOTHERE', { vanish: true })).toBe(false);
});
