import { expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { defaultDataConverter } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { SweepPulse } from '../contract/sweep.ts';
import { scriptedEndpoint } from '../test/harness/scripted-endpoint.ts';
import { ensureSwept } from './sweeper.ts';

const AT = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;

interface Told {
  pulse?: SweepPulse;
  startedMsAgo?: number;
  beatMsAgo?: number;
  status?: string;
}

/** Whether a job would park now, and how many sweepers it started, with a server that tells this of the sweeper. */
async function asked(told: Told | undefined) {
  const starts: string[] = [];
  const describe = async () => {
    if (told === undefined) throw new WorkflowNotFoundError('none', 'sweep/lab', undefined);
    const { pulse, startedMsAgo = HOUR, beatMsAgo = 1_000, status = 'RUNNING' } = told;
    const heartbeatDetails = pulse && { payloads: [defaultDataConverter.payloadConverter.toPayload(pulse)] };
    const lastHeartbeatTime = { seconds: (AT - beatMsAgo) / 1_000 };
    return {
      status: { name: status },
      startTime: new Date(AT - startedMsAgo),
      raw: { pendingActivities: [{ heartbeatDetails, lastHeartbeatTime }] },
    };
  };
  const workflow = { getHandle: () => ({ describe }), start: async (name: string) => void starts.push(name) };
  const withAbortSignal = (_signal: unknown, ask: () => unknown) => ask();
  const client = { workflow, withAbortSignal, options: { loadedDataConverter: defaultDataConverter } };
  const environment = new MockActivityEnvironment({ currentAttemptScheduledTimestampMs: AT }, { client } as never);
  const endpoint = scriptedEndpoint({ capabilities: { looksInOneCall: 50 } });
  return { parks: await environment.run(() => ensureSwept(endpoint)), starts: starts.length };
}

const atWork: SweepPulse = { steps: 3, ending: false, failing: false };

test.each<[string, Told]>([
  ['beats and has come through a list', { pulse: atWork }],
  ['has just been started and has not begun', { startedMsAgo: 5_000 }],
  ['has just been started and has begun', { startedMsAgo: 5_000, pulse: { steps: 0, ending: false, failing: false } }],
])('a job parks on a sweeper that %s', async (_what, told) => {
  expect(await asked(told)).toEqual({ parks: true, starts: 0 });
});

test.each<[string, Told]>([
  ['beats no more', { pulse: atWork, beatMsAgo: 90_000 }],
  ['has come through no list', { pulse: { steps: 0, ending: false, failing: false } }],
  ['has never begun', {}],
  ['is ending', { pulse: { steps: 9, ending: true, failing: false } }],
  ['is ending soon after it began', { pulse: { steps: 9, ending: true, failing: false }, startedMsAgo: 50_000 }],
])('a job looks for itself while its sweeper %s', async (_what, told) => {
  expect(await asked(told)).toEqual({ parks: false, starts: 0 });
});

test('a sweeper that is not there, or has ended, is started', async () => {
  expect(await asked(undefined)).toEqual({ parks: true, starts: 1 });
  expect(await asked({ status: 'TERMINATED', pulse: atWork })).toEqual({ parks: true, starts: 1 });
});
