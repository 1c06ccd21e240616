import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { StartedJob, StartJobInput } from '../contract/activities.ts';
import {
  reading,
  type ScriptedEndpoint,
  type Scripts,
  STARTED,
  scriptedEndpoint,
} from '../test/harness/scripted-endpoint.ts';
import { startJob } from './start-job.ts';

const AT = Date.now();

interface Attempt {
  scripts?: Scripts;
  endpoint?: ScriptedEndpoint;
  isSwept?: boolean;
  hasRoom?: boolean;
  /** What an earlier attempt has left. */
  before?: StartedJob;
  /** The activity is cancelled while it looks. */
  isCancelled?: boolean;
}

/** Runs one attempt of a start: its result, what it left in heartbeats, and how often it called. */
async function run(attempt: Attempt) {
  const { scripts = {}, isSwept = false, hasRoom = true, before, isCancelled = false } = attempt;
  const { endpoint = scriptedEndpoint(scripts) } = attempt;
  endpoint.hasRoom = () => hasRoom;
  if (isSwept) endpoint.settings.sweep = { checkAfter: 600_000 };
  const environment = new MockActivityEnvironment({
    currentAttemptScheduledTimestampMs: AT,
    startToCloseTimeoutMs: 60_000,
    heartbeatDetails: before,
    workflowExecution: { workflowId: 'job-1', runId: 'run-1' },
  });
  const left: unknown[] = [];
  environment.on('heartbeat', (details) => {
    left.push({ details, looks: endpoint.calls.look });
    if (isCancelled) environment.cancel();
  });
  const request = {
    endpoint: endpoint.name,
    operation: 'run',
    params: { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' },
    expiresIn: '1 hour',
  };
  const input: StartJobInput = { request, firstExecutionRunId: 'run-1', intendedAtMs: AT };
  const dependencies = { installation: 'lab', endpoints: new Map([[endpoint.name, endpoint]]) };
  const result = await environment.run(() => startJob(dependencies as never, input));
  return { result: result as StartedJob, left, calls: endpoint.calls };
}

const never = () => new Promise<never>(() => undefined);

test('a job that was just started is looked at once, with the start left in a heartbeat before', async () => {
  const { result, left, calls } = await run({ scripts: { look: ['running'] } });
  expect(result).toMatchObject({ ...STARTED, reading: { state: 'running' } });
  expect(result).not.toHaveProperty('looked');
  expect(left).toEqual([{ details: expect.objectContaining(STARTED), looks: 0 }]);
  expect(calls).toMatchObject({ start: 1, look: 1 });
});

test('a first look that tells nothing new puts the next one off', async () => {
  const { result } = await run({ scripts: { look: ['queued'] } });
  expect(result).toMatchObject({ looked: true, reading: { state: 'queued' } });
  const start = [{ ...STARTED, reading: reading('running') }];
  expect(await run({ scripts: { start, look: ['running'] } })).toMatchObject({ result: { looked: true } });
});

test.each<[string, Attempt]>([
  ['a sweeper looks', { isSwept: true }],
  ['the call would have to wait', { hasRoom: false }],
  [
    'the answer to the start says that it is over',
    { scripts: { start: [{ ...STARTED, reading: reading('failed') }] } },
  ],
])('there is no first look where %s', async (_where, attempt) => {
  const { left, calls } = await run(attempt);
  expect({ left, looks: calls.look }).toEqual({ left: [], looks: 0 });
});

test.each(['NotFound', 'Unavailable', 'RateLimited', 'Unauthorized'] as const)(
  'a first look that fails with %s changes nothing of the start',
  async (type) => {
    const { result, calls } = await run({ scripts: { look: [type] } });
    expect(result).toMatchObject(STARTED);
    expect(result).not.toHaveProperty('reading');
    expect(calls).toMatchObject({ start: 1, look: 1 });
  },
);

test('a first look without an answer is not waited for, and its endpoint is spared others', async () => {
  const endpoint = scriptedEndpoint({ look: [never] });
  const { result } = await run({ endpoint });
  expect(result).toMatchObject({ ...STARTED, looked: true });
  expect(result).not.toHaveProperty('reading');
  const next = await run({ endpoint });
  expect(next.result).not.toHaveProperty('looked');
  expect(next.calls).toMatchObject({ start: 2, look: 1 });
});

test('a first look that is called off ends at once', async () => {
  const began = performance.now();
  const { result } = await run({ scripts: { look: [never] }, isCancelled: true });
  expect(performance.now() - began).toBeLessThan(900);
  expect(result).toMatchObject(STARTED);
});

test('a start with a name that cannot be kept counts as lost, and is not made again', async () => {
  const start = [{ handle: { id: 'x'.repeat(70_000) }, vendorJobId: 'v-1' }];
  await expect(run({ scripts: { start } })).rejects.toMatchObject({ type: 'AnswerLost', nonRetryable: true });
});

test('an attempt after one that was ended in its first look calls nobody', async () => {
  const { result: before } = await run({ scripts: { look: ['NotFound'] } });
  const { result, calls } = await run({ before });
  expect(result).toEqual(before);
  expect(calls).toMatchObject({ start: 0, look: 0 });
});
