import { expect, test } from '@jest/globals';
import type { ListedJob } from '../closings.ts';
import { wrongEnds } from './restart-judge.ts';

const job = (id: string, status = 'COMPLETED', vendorJobId = `v-${id}`): ListedJob => ({ id, status, vendorJobId });
const truth = (id: string, ended: 'succeeded' | 'failed' | 'canceled' = 'succeeded') => ({ id: `v-${id}`, ended });
const STOPPED = new Set(['c']);

test('all right: finished ones succeeded, stopped ones were canceled, each is one job of the vendor', () => {
  const jobs = [job('a'), job('b'), job('c', 'CANCELLED')];
  expect(wrongEnds(jobs, [truth('a'), truth('b'), truth('c', 'canceled')], STOPPED)).toEqual([]);
});

test.each([
  ['a job is said to have succeeded and has failed', [job('a')], [truth('a', 'failed')]],
  ['a job has failed in Temporal alone', [job('a', 'FAILED')], [truth('a')]],
  ['a stopped job ran on', [job('c', 'CANCELLED')], [truth('c')]],
  ['a job that nobody stopped is canceled', [job('a', 'CANCELLED')], [truth('a', 'canceled')]],
  ['a job has no vendor job', [job('a', 'COMPLETED', '')], []],
  ['a job was started twice', [job('a')], [truth('a'), truth('x')]],
  ['two jobs share a vendor job', [job('a'), job('b', 'COMPLETED', 'v-a')], [truth('a')]],
])('%s', (_what, jobs, ledger) => {
  expect(wrongEnds(jobs, ledger, STOPPED)).toHaveLength(1);
});
