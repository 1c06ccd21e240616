import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { VendorError } from '../../contract/vendor-error.ts';
import { checkpoint, closed, sendStop, startJob } from '../harness/lab.ts';
import { reading, type Scripts, STARTED, scriptedEndpoint } from '../harness/scripted-endpoint.ts';
import { findTimeSkipping, startTimeSkipping, type TimeSkipping } from '../harness/time-skipping.ts';

const found = await findTimeSkipping();
const timed = 'path' in found ? test : test.skip;
let lab: TimeSkipping;

// A server for each test: after a cancel in back-off the test server skips no more time.
beforeEach(async () => {
  if ('path' in found) lab = await startTimeSkipping(found.path);
}, 120_000);
afterEach(() => lab.environment.teardown());

/** A vendor whose job runs until it is canceled. */
function running(more: Scripts = {}) {
  let canceled = false;
  return scriptedEndpoint({
    look: [() => reading(canceled ? 'canceled' : 'running')],
    cancel: [
      () => {
        canceled = true;
        return 'accepted' as const;
      },
    ],
    ...more,
  });
}

const seen = async (handle: Awaited<ReturnType<typeof startJob>>, state: string) => {
  while ((await handle.query<{ state: string }>('getJob')).state !== state) await lab.environment.sleep('1s');
};

timed.each([
  ['cancel request alone', ['cancel'], 'CANCELLED', undefined],
  ['update alone', ['update'], 'FAILED', 'JobCanceled'],
  ['cancel request, then update', ['cancel', 'update'], 'CANCELLED', undefined],
  ['update, then cancel request', ['update', 'cancel'], 'CANCELLED', undefined],
])('by %s', async (_name, ways, status, type) => {
  const pause = checkpoint();
  const endpoint = running({
    cancel: [() => pause.pass().then(() => 'accepted' as const)],
    look: [() => reading(endpoint.calls.cancel > 0 ? 'canceled' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    const answers = [];
    for (const way of ways) {
      if (way === 'cancel') await handle.cancel();
      else answers.push(await sendStop(handle));
    }
    await pause.reached;
    pause.open();
    const end = await closed(handle);
    expect(end).toMatchObject({
      status,
      outcome: { cause: 'request', verdict: 'canceled', proof: { state: 'canceled' } },
    });
    expect(end.type).toBe(type);
    for (const { answer } of answers)
      expect(await answer()).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(endpoint.calls.cancel).toBe(1);
  });
});

timed('while no worker serves the endpoint never starts it', async () => {
  const endpoint = running();
  await lab.withWorkers([], async () => {
    const handle = await startJob(lab, endpoint);
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({
      status: 'CANCELLED',
      outcome: { state: null, verdict: 'neverStarted' },
    });
  });
  expect(endpoint.calls.start).toBe(0);
});

timed('in the back-off of a start never starts it', async () => {
  const refused = checkpoint();
  const endpoint = running({
    start: [
      () => {
        void refused.pass();
        throw new VendorError('RateLimited', 'scripted', 3_600_000);
      },
    ],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: 'never' });
    await refused.reached;
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'neverStarted' } });
  });
  expect(endpoint.calls).toMatchObject({ start: 1, find: 0, cancel: 0 });
});

timed('within the call of a start stops what it has started', async () => {
  const calling = checkpoint();
  const endpoint = running({ start: [() => calling.pass().then(() => STARTED)] });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await calling.reached;
    await handle.cancel();
    await handle.query('getJob');
    calling.open();
    expect(await closed(handle)).toMatchObject({
      status: 'CANCELLED',
      outcome: { vendorJobId: 'v-1', verdict: 'canceled' },
    });
  });
  expect(endpoint.calls).toMatchObject({ start: 1, cancel: 1 });
});

timed('within a call whose answer is lost stops what is found', async () => {
  const calling = checkpoint();
  const lost = () =>
    calling.pass().then(() => {
      throw new VendorError('AnswerLost', 'scripted');
    });
  const endpoint = running({ start: [lost], find: [[], [{ ...STARTED, by: 'stamp' }]] });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await calling.reached;
    await handle.cancel();
    await handle.query('getJob');
    calling.open();
    expect(await closed(handle)).toMatchObject({
      status: 'CANCELLED',
      outcome: { vendorJobId: 'v-1', verdict: 'canceled' },
    });
  });
  expect(endpoint.calls).toMatchObject({ start: 1, find: 2, cancel: 1 });
});

timed('within a call whose answer is lost, where nothing was started', async () => {
  const calling = checkpoint();
  const lost = () =>
    calling.pass().then(() => {
      throw new VendorError('AnswerLost', 'scripted');
    });
  const endpoint = running({ start: [lost], find: [[]] });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await calling.reached;
    await handle.cancel();
    await handle.query('getJob');
    calling.open();
    expect(await closed(handle)).toMatchObject({
      status: 'CANCELLED',
      outcome: { state: null, verdict: 'neverStarted' },
    });
  });
  expect(endpoint.calls).toMatchObject({ start: 1, cancel: 0 });
});

timed('that races with the finish says who was first', async () => {
  const endpoint = running({
    cancel: ['alreadyOver'],
    look: [() => reading(endpoint.calls.cancel > 0 ? 'succeeded' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({
      status: 'COMPLETED',
      outcome: { state: 'succeeded', verdict: 'finishedFirst' },
    });
  });
});

timed('counts no canceled that was not read by the stop itself', async () => {
  const cancel = checkpoint();
  const endpoint = running({
    cancel: [() => cancel.pass().then(() => ({ reply: 'refused', why: 'not now' }) as const)],
    look: [() => reading(endpoint.calls.cancel > 0 ? 'canceled' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    await handle.cancel();
    await cancel.reached;
    await seen(handle, 'canceled');
    expect((await handle.describe()).status.name).toBe('RUNNING');
    cancel.open();
    expect(await closed(handle)).toMatchObject({
      type: 'JobCanceled',
      outcome: { cause: 'vendor', verdict: 'refused' },
    });
  });
});

timed('that the vendor refuses leaves the job watched, and may be asked again', async () => {
  const endpoint = running({
    cancel: [{ reply: 'refused', why: 'cannot be stopped now' }, 'accepted'],
    look: [() => reading(endpoint.calls.cancel > 1 ? 'canceled' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    const first = await sendStop(handle);
    expect(await first.answer()).toEqual({ verdict: 'refused', message: 'cannot be stopped now' });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    const second = await sendStop(handle, 'stop-2');
    expect(await closed(handle)).toMatchObject({ type: 'JobCanceled', outcome: { verdict: 'canceled' } });
    expect(await second.answer()).toMatchObject({ verdict: 'canceled' });
  });
});

timed("that the vendor refuses is watched to the job's own end", async () => {
  const endpoint = running({
    cancel: [{ reply: 'unsupported', why: 'no such call' }],
    look: [() => reading(endpoint.calls.look > 6 ? 'succeeded' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({ status: 'COMPLETED', outcome: { verdict: 'unsupported' } });
  });
});

timed('of an unreachable vendor goes on until it is back', async () => {
  const endpoint = running({
    cancel: ['Unavailable', 'Unauthorized', 'AnswerLost', 'accepted'],
    look: [() => reading(endpoint.calls.cancel > 3 ? 'canceled' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled' } });
  });
  expect(endpoint.calls.cancel).toBe(4);
});

timed('with onStop leave ends the job here and touches nothing there', async () => {
  const endpoint = running();
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { onStop: 'leave' });
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({
      status: 'CANCELLED',
      outcome: { verdict: 'left', state: 'running' },
    });
  });
  expect(endpoint.calls.cancel).toBe(0);
});

timed('asked for by a made-up answer is a stop like any other', async () => {
  const endpoint = running();
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    const denied = { verdict: 'refused', message: 'made up' };
    const update = await handle.startUpdate<{ verdict: string }, [unknown]>('stopJob', {
      args: [{ by: 'x'.repeat(5_000), denied, cause: 'vendor', proof: reading('canceled') }],
      waitForStage: 'ACCEPTED',
    });
    expect(await closed(handle)).toMatchObject({
      type: 'JobCanceled',
      outcome: { cause: 'request', verdict: 'canceled' },
    });
    expect(await update.result()).toMatchObject({ verdict: 'canceled' });
    expect(endpoint.calls.cancel).toBe(1);
  });
});

timed('by expiry is asked for although a request was on and is refused', async () => {
  const cancel = checkpoint();
  const refuse = () => cancel.pass().then(() => ({ reply: 'refused', why: 'not now' }) as const);
  const endpoint = running({
    cancel: [refuse, 'accepted'],
    look: [() => reading(endpoint.calls.cancel > 1 ? 'canceled' : 'running')],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: '3s' });
    await seen(handle, 'running');
    await sendStop(handle);
    await cancel.reached;
    await lab.environment.sleep('4s');
    cancel.open();
    expect(await closed(handle)).toMatchObject({
      type: 'JobExpired',
      outcome: { cause: 'expiry', verdict: 'canceled' },
    });
  });
});

timed('of a job that the vendor has forgotten ends as JobLost', async () => {
  const endpoint = running({
    look: [
      () => (endpoint.calls.cancel > 0 ? Promise.reject(new VendorError('NotFound', 'gone')) : reading('running')),
    ],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint, { expiresIn: 'never' });
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({ type: 'JobLost', outcome: { verdict: 'unconfirmed' } });
  });
});

timed('is proven only by a look that says so, however many come before', async () => {
  let looksAfter = 0;
  const endpoint = running({
    look: [() => reading(endpoint.calls.cancel > 0 && ++looksAfter > 6 ? 'canceled' : 'running')],
    cancel: ['accepted'],
  });
  await lab.withWorkers([endpoint], async () => {
    const handle = await startJob(lab, endpoint);
    await seen(handle, 'running');
    await handle.cancel();
    expect(await closed(handle)).toMatchObject({ status: 'CANCELLED', outcome: { proof: { state: 'canceled' } } });
  });
  expect(endpoint.calls.cancel).toBe(1);
});
