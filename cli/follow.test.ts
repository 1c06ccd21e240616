import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { JobHandle, JobSnapshot, Outcome } from '../client/index.ts';
import { follow } from './follow.ts';

/** Between the first look and the second. */
const FIRST_WAIT_MS = 1_000;

test.each([
  ['looks on while it is asked to', undefined, 2],
  ['looks no more once enough is heard, and still waits for the end', false, 1],
])('%s', async (_, answer, expected) => {
  let looks = 0;
  const get = async () => {
    looks += 1;
    return {} as JobSnapshot;
  };
  // Nothing but time shows that no second look comes.
  const result = async (): Promise<Outcome> => {
    await delay(1.5 * FIRST_WAIT_MS);
    return { state: 'failed' };
  };
  const job = { get, result } as unknown as JobHandle;
  const tell = async () => answer;
  expect(await follow(job, { signal: AbortSignal.timeout(10_000), tell })).toEqual({ state: 'failed' });
  expect(looks).toBe(expected);
});
