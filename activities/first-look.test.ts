import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { StartedJob, StartJobInput } from '../contract/activities.ts';
import { reading, type Scripts, STARTED, scriptedEndpoint } from '../test/harness/scripted-endpoint.ts';
import { startJob } from './start-job.ts';

const AT = Date.now();

interface Attempt {
  scripts?: Scripts;
  isSwept?: boolean;
  hasRoom?: boolean;
  /** What an earlier attempt has left. */
  before?: StartedJob;
  /** The activity is cancelled while it looks. */
  isCancelled?: boolean;
}

/** Runs one attempt of a start: its result, what it left in heartbeats, and how often it called. */
async function run({ scripts = {}, isSwept = false, hasRoom = true, before, isCancelled = false }: Attempt) {
  const endpoint = scriptedEndpoint(scripts);
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
  expect(left).toEqual([{ details: expect.objectContaining(STARTED), looks: 0 }]);
  expect(calls).toMatchObject({ start: 1, look: 1 });
});

test.each<[string, Attempt]>([
  ['a sweeper looks', { isSwept: true }],
  ['the call would have to wait', { hasRoom: false }],
  ['the answer to the start has told the state', { scripts: { start: [{ ...STARTED, reading: reading('queued') }] } }],
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

test.each([
  ['has no answer in two seconds', false],
  ['is called off', true],
])('a first look that %s is not waited for', async (_what, isCancelled) => {
  const { result, calls } = await run({ scripts: { look: [never] }, isCancelled });
  expect(result).toMatchObject(STARTED);
  expect(result).not.toHaveProperty('reading');
  expect(calls.look).toBe(1);
});

test('an attempt after one that was ended in its first look calls nobody', async () => {
  const { result: before } = await run({ scripts: { look: ['NotFound'] } });
  const { result, calls } = await run({ before });
  expect(result).toEqual(before);
  expect(calls).toMatchObject({ start: 0, look: 0 });
});
