import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { JobView } from '../../contract/job.ts';
import type { ExtendAnswer, SteerAnswer } from '../../contract/messages.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { eventNames } from '../harness/end-to-end-histories.ts';
import { checkpoint, closed, type JobHandle, sendStop, startJob } from '../harness/lab.ts';
import { reading, type Scripts, scriptedEndpoint } from '../harness/scripted-endpoint.ts';
import { findTimeSkipping, startTimeSkipping, type TimeSkipping } from '../harness/time-skipping.ts';

const found = await findTimeSkipping();
const timed = 'path' in found ? test : test.skip;
const both = { suspend: 'both', resume: 'both' } as const;
let lab: TimeSkipping;

beforeAll(async () => {
  if ('path' in found) lab = await startTimeSkipping(found.path);
}, 120_000);
afterAll(() => lab.environment.teardown());

/** A vendor whose job runs until it is canceled. */
function running(more: Scripts = {}) {
  const endpoint = scriptedEndpoint({
    look: [() => reading(endpoint.calls.cancel > 0 ? 'canceled' : 'running')],
    ...more,
  });
  return endpoint;
}

const viewOf = (handle: JobHandle) => handle.query<JobView>('getJob');

async function seen(handle: JobHandle, state: string) {
  while ((await viewOf(handle)).state !== state) await lab.environment.sleep('1s');
}

function extend(handle: JobHandle, extendBy: string, updateId?: string): Promise<ExtendAnswer> {
  const args: [object] = [{ extendBy, by: 'tester', reason: 'slow link' }];
  return handle.executeUpdate('extendJob', { args, ...(updateId !== undefined && { updateId }) });
}

function send(handle: JobHandle, verb: 'suspend' | 'resume', asker: unknown = { by: 'tester' }): Promise<SteerAnswer> {
  return handle.executeUpdate(`${verb}Job`, { args: [asker] });
}

/** What a refused extension says, and which events it has left beside the tasks that this test server writes. */
async function refusal(handle: JobHandle, extendBy: string) {
  const before = (await handle.describe()).historyLength;
  const error = await extend(handle, extendBy).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  const { cause } = error as WorkflowUpdateFailedError;
  expect(cause).toMatchObject({ type: 'ExtendRefused' });
  const events = eventNames(await handle.fetchHistory()).slice(before);
  return { words: cause?.message ?? '', events: events.filter((name) => !name.startsWith('workflowTask')) };
}

timed('an extended job ends at the new expiry, and the same update id extends it once', async () => {
  const endpoint = running();
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: '10 minutes' });
    await seen(handle, 'running');
    const before = Date.parse((await viewOf(handle)).expiresAt ?? '');
    const { historyLength } = await handle.describe();
    const first = await extend(handle, '1 hour', 'more');
    const expiresAt = new Date(before + 3_600_000).toISOString();
    expect(first).toEqual({ expiresAt });
    const events = eventNames(await handle.fetchHistory()).slice(historyLength);
    expect(events.filter((name) => !name.startsWith('workflowTask'))).toEqual([
      'workflowExecutionUpdateAccepted',
      'upsertWorkflowSearchAttributes',
      'workflowExecutionUpdateCompleted',
      'timerCanceled',
      'timerStarted',
    ]);
    expect(await extend(handle, '1 hour', 'more')).toEqual(first);
    expect(await viewOf(handle)).toMatchObject({ expiresAt });
    expect((await handle.describe()).searchAttributes.ReeveExpiresAt).toEqual([new Date(expiresAt)]);
    await lab.environment.sleep('30 minutes');
    expect(await viewOf(handle)).toMatchObject({ state: 'running' });
    const end = await closed(handle);
    expect(end).toMatchObject({
      type: 'JobExpired',
      outcome: { verdict: 'canceled', message: 'not over within 1 h 10 min' },
    });
    const proof = Date.parse(end.outcome?.proof?.readAt ?? '');
    expect(await lab.environment.currentTimeMs()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    expect(proof).toBeGreaterThan(0);
  });
});

timed('never takes the expiry away for good', async () => {
  let over = false;
  const endpoint = running({ look: [() => reading(over ? 'succeeded' : 'running')] });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: '10 minutes' });
    await seen(handle, 'running');
    expect(await extend(handle, 'never')).toEqual({ expiresAt: null });
    expect(await viewOf(handle)).not.toHaveProperty('expiresAt');
    await lab.environment.sleep('2 days');
    expect(await viewOf(handle)).not.toHaveProperty('cause');
    expect(await refusal(handle, '1h')).toEqual({ words: expect.stringMatching(/has no expiry/), events: [] });
    over = true;
    expect(await closed(handle)).toMatchObject({ status: 'COMPLETED' });
  });
  expect(endpoint.calls.cancel).toBe(0);
});

timed('a job that is being stopped is neither extended nor suspended', async () => {
  const cancel = checkpoint();
  const endpoint = running({ cancel: [() => cancel.pass().then(() => 'accepted' as const)], capabilities: both });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    expect(await refusal(handle, 'soon')).toEqual({ words: expect.stringMatching(/found "soon"/), events: [] });
    await sendStop(handle);
    await cancel.reached;
    expect((await refusal(handle, '1h')).words).toMatch(/stop by request is on/);
    expect(await send(handle, 'suspend')).toMatchObject({ reply: 'refused', message: expect.stringMatching(/stop/) });
    cancel.open();
    expect(await closed(handle)).toMatchObject({ type: 'JobCanceled' });
  });
  expect(endpoint.calls.suspend).toBe(0);
});

timed('what the vendor says of a suspend is answered, and the state is for the next look to say', async () => {
  let state: 'running' | 'suspended' | 'succeeded' = 'running';
  const note = 'a run that is on its way is not touched';
  const endpoint = running({
    look: [() => reading(state)],
    suspend: [
      { reply: 'accepted', note },
      { reply: 'refused', why: 'JOB IS SUSPENDED' },
    ],
    resume: [{ reply: 'unknownJob', why: 'no such job' }],
    capabilities: both,
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    expect(await send(handle, 'suspend')).toEqual({ reply: 'accepted', note });
    expect(await viewOf(handle)).toMatchObject({ state: 'running' });
    state = 'suspended';
    await seen(handle, 'suspended');
    expect(await send(handle, 'suspend')).toEqual({ reply: 'refused', message: 'JOB IS SUSPENDED' });
    expect(await send(handle, 'resume')).toEqual({ reply: 'refused', message: 'no such job' });
    state = 'succeeded';
    expect(await closed(handle)).toMatchObject({ status: 'COMPLETED' });
  });
});

timed('a call that surely did nothing is repeated, one whose answer is lost is not', async () => {
  const endpoint = running({
    suspend: ['Unavailable', { reply: 'accepted' }, 'AnswerLost', 'RateLimited'],
    resume: [() => Promise.reject(new VendorError('Forbidden', 'not your job'))],
    capabilities: both,
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: 'never' });
    await seen(handle, 'running');
    expect(await send(handle, 'suspend')).toEqual({ reply: 'accepted' });
    expect(endpoint.calls.suspend).toBe(2);
    expect(await send(handle, 'suspend')).toEqual({
      reply: 'unconfirmed',
      message: expect.stringMatching(/not known/),
    });
    expect(endpoint.calls.suspend).toBe(3);
    expect(await send(handle, 'suspend')).toEqual({
      reply: 'refused',
      message: expect.stringMatching(/nothing was done/),
    });
    expect(endpoint.calls.suspend).toBe(6);
    expect(await send(handle, 'resume')).toEqual({ reply: 'refused', message: 'not your job' });
    expect(endpoint.calls.resume).toBe(1);
    await sendStop(handle);
    await closed(handle);
  });
});

timed('a vendor that cannot suspend is not asked, nor is one for a job that is not there yet', async () => {
  const starting = checkpoint();
  const endpoint = running({
    start: [() => starting.pass().then(() => ({ handle: { id: 'v-1' }, vendorJobId: 'v-1' }))],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await starting.reached;
    expect(await send(handle, 'resume')).toMatchObject({
      reply: 'refused',
      message: expect.stringMatching(/no job at/),
    });
    starting.open();
    await seen(handle, 'running');
    const message = expect.stringMatching(/symantec-ccs has no way to suspend/);
    // What another language sends for nothing.
    expect(await send(handle, 'suspend', null)).toEqual({ reply: 'unsupported', message });
    await handle.executeUpdate('stopJob', { args: [null] });
    await closed(handle);
  });
  expect(endpoint.calls).toMatchObject({ suspend: 0, resume: 0 });
});

timed(
  'suspend and resume go to the vendor in the order asked; the end of the job answers who still waits',
  async () => {
    const order: string[] = [];
    const first = checkpoint();
    const last = checkpoint();
    let over = false;
    const endpoint = running({
      look: [() => reading(over ? 'succeeded' : 'running')],
      suspend: [
        async () => {
          await first.pass();
          order.push('suspend');
          return { reply: 'accepted' };
        },
      ],
      resume: [
        async () => {
          order.push('resume');
          over = true;
          await last.pass();
          return { reply: 'accepted' };
        },
      ],
      capabilities: both,
    });
    await lab.withWorkers([endpoint], async () => {
      const handle = await startJob(lab, endpoint);
      await seen(handle, 'running');
      const suspended = send(handle, 'suspend');
      await first.reached;
      const options = { args: [{}] as [object], waitForStage: 'ACCEPTED' } as const;
      const resume = await handle.startUpdate<SteerAnswer, [object]>('resumeJob', options);
      const asked = eventNames(await handle.fetchHistory()).filter((name) => name === 'activityTaskScheduled steerJob');
      expect(asked).toHaveLength(1);
      first.open();
      expect(await suspended).toEqual({ reply: 'accepted' });
      expect(await closed(handle)).toMatchObject({ status: 'COMPLETED' });
      expect(await resume.result()).toEqual({ reply: 'unconfirmed', message: expect.stringMatching(/over before/) });
      last.open();
    });
    expect(order).toEqual(['suspend', 'resume']);
  },
);
