import { beforeEach, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { defaultPayloadConverter, type MetricMeter } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { AwaitJobInput } from '../contract/activities.ts';
import type { State } from '../contract/job.ts';
import { countingMeter } from '../test/harness/counting-meter.ts';
import { reading, type Scripts, scriptedEndpoint } from '../test/harness/scripted-endpoint.ts';
import { awaitJob } from './await-job.ts';
import { hearParked } from './parked.ts';
import type { SweptJob } from './sweep-jobs.ts';

const AT = Date.parse('2026-03-01T12:00:00Z');

/** What the server tells of the endpoint's sweeper. */
type Sweeper = 'missing' | 'closed' | 'unreachable' | { beatAgoMs: number; steps?: number; startedAgoMs?: number };

let started: string[];
/** What a sweeper in this process has heard of. */
let parked: SweptJob[];
beforeEach(() => {
  started = [];
  parked = [];
});

function clientWith(sweeper: Sweeper) {
  const describe = async () => {
    if (sweeper === 'missing') throw new WorkflowNotFoundError('no such workflow', 'sweep', undefined);
    if (sweeper === 'unreachable') throw new Error('unreachable');
    if (sweeper === 'closed') return { status: { name: 'TERMINATED' } };
    const seconds = (AT - sweeper.beatAgoMs) / 1_000;
    const { steps = 7, startedAgoMs = 3_600_000 } = sweeper;
    const heartbeatDetails = { payloads: [defaultPayloadConverter.toPayload({ steps })] };
    const raw = { pendingActivities: [{ lastHeartbeatTime: { seconds }, heartbeatDetails }] };
    return { status: { name: 'RUNNING' }, startTime: new Date(AT - startedAgoMs), raw };
  };
  const start = async (_type: string, { workflowId }: { workflowId: string }) => {
    started.push(workflowId);
  };
  const withAbortSignal = (_signal: unknown, ask: () => unknown) => ask();
  const options = { loadedDataConverter: { payloadConverter: defaultPayloadConverter, payloadCodecs: [] } };
  return { workflow: { getHandle: () => ({ describe }), start }, withAbortSignal, options };
}

interface Attempt {
  sweeper?: Sweeper;
  attempt?: number;
  before?: object;
  input?: Partial<AwaitJobInput>;
  scripts?: Scripts;
  isSwept?: boolean;
  meter?: MetricMeter;
}

/** Runs one attempt: how it ended, and how often it looked. */
async function run({
  sweeper = { beatAgoMs: 1_000 },
  attempt = 1,
  before,
  input,
  scripts,
  isSwept = true,
  meter,
}: Attempt) {
  const endpoint = scriptedEndpoint({ look: ['running'], ...scripts });
  if (isSwept) endpoint.settings.sweep = { checkAfter: 600_000 };
  const info = { attempt, currentAttemptScheduledTimestampMs: AT, scheduledTimestampMs: AT, heartbeatDetails: before };
  // Of the client only what is asked here.
  const environment = new MockActivityEnvironment(info, {
    client: clientWith(sweeper) as never,
    ...(meter && { metricMeter: meter }),
  });
  const known: AwaitJobInput = {
    endpoint: endpoint.name,
    handle: { id: 'v-1' },
    state: 'running',
    outOfSight: false,
    park: true,
    ...input,
  };
  const dependencies = { installation: 'test', endpoints: new Map([[endpoint.name, endpoint]]) };
  hearParked(endpoint, (job) => parked.push(job));
  const end = await environment
    .run(() => awaitJob(dependencies, known))
    .catch((error: Error & { type?: string }) => error.type ?? error.name);
  return { end, looks: endpoint.calls.look, started: started.map((id) => id.replace(endpoint.name, 'it')) };
}

const PARKED = { end: 'CompleteAsyncError', looks: 0, started: [] };

test('a job that parks is told to a sweeper in this process; one that looks for itself is not', async () => {
  await run({});
  const { workflowId, runId } = new MockActivityEnvironment().context.info.workflowExecution ?? {};
  expect(parked).toEqual([{ workflowId, runId, state: 'running', handle: { id: 'v-1' }, startedAtMs: AT }]);
  await run({ isSwept: false });
  expect(parked).toHaveLength(1);
});

test('parks without a look while the sweeper is fresh', async () => {
  expect(await run({})).toEqual(PARKED);
  expect(await run({ attempt: 2 })).toEqual(PARKED);
});

test('parks while the sweeper has only just been started', async () => {
  expect(await run({ sweeper: { beatAgoMs: 1_000, steps: 0, startedAgoMs: 5_000 } })).toEqual(PARKED);
});

test.each(['missing', 'closed'] as const)('starts the sweeper where it is %s, and parks', async (sweeper) => {
  expect(await run({ sweeper })).toEqual({ ...PARKED, started: ['sweep/it'] });
});

test.each([
  ['cannot be asked for', 'unreachable'],
  ['has not beaten for a while', { beatAgoMs: 61_000 }],
  ['beats and fails before it has a list', { beatAgoMs: 1_000, steps: 0 }],
] as const)('looks itself while the sweeper %s', async (_what, sweeper) => {
  expect(await run({ sweeper })).toEqual({ end: 'NotYet', looks: 1, started: [] });
  const ended = await run({ sweeper, scripts: { look: ['succeeded'] } });
  expect(ended.end).toMatchObject({ news: 'reading', reading: { state: 'succeeded' } });
});

test('looks now and then though the sweeper is fresh, and parks again', async () => {
  const attempts = Array.from({ length: 17 }, (_, index) => index + 1);
  const ran = await Promise.all(attempts.map((attempt) => run({ attempt })));
  expect(attempts.filter((_, index) => ran[index]?.looks === 1)).toEqual([4, 8, 16]);
  expect(new Set(ran.map(({ end }) => end))).toEqual(new Set(['CompleteAsyncError']));
});

test('a job that was not seen looks itself until it is, and then parks', async () => {
  const before = { outOfSightSince: new Date(AT - 10_000).toISOString() };
  expect(await run({ before, scripts: { look: ['Unavailable'] } })).toMatchObject({ end: 'Unavailable', looks: 1 });
  expect(await run({ before })).toEqual({ ...PARKED, looks: 1 });
});

test('never parks where the workflow does not let it, or the endpoint is not swept', async () => {
  const input = { outOfSight: true, park: undefined } as unknown as AwaitJobInput;
  expect((await run({ input })).end).toMatchObject({ news: 'reading' });
  expect(await run({ isSwept: false })).toEqual({ end: 'NotYet', looks: 1, started: [] });
});

test('a word that is not known is counted at each look, and no more told', async () => {
  const look = (state: State) => ({ look: [{ ...reading(state), unknownWords: true as const }] });
  const { meter, counts } = countingMeter();
  await run({ isSwept: false, meter });
  expect(counts).toEqual({});
  expect((await run({ isSwept: false, meter, scripts: look('running') })).end).toBe('NotYet');
  const { end } = await run({ isSwept: false, meter, scripts: look('suspended') });
  expect(counts).toEqual({ reeve_unknown_words: 2 });
  expect(end).toMatchObject({ news: 'reading', reading: { state: 'suspended' } });
  expect(JSON.stringify(end)).not.toContain('unknownWords');
});
