import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { JobRecord, ListOptions } from '../client/index.ts';
import { chooseJobs } from './choose-jobs.ts';

let told: string;
beforeEach(() => {
  told = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      told += text;
      return true;
    });
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

const job = (id: string): JobRecord => ({
  id,
  runId: 'r',
  status: 'RUNNING',
  labels: [],
  startedAt: '2027-01-31T12:00:00.000Z',
  historyLength: 9,
});
const there = [job('job/lab/1'), job('job/lab/2')];

/** Without a terminal, as scripts run it. */
async function choose(jobs: JobRecord[], more: object) {
  const asked: ListOptions[] = [];
  const list = async (filter: ListOptions) => {
    asked.push(filter);
    return jobs.slice(0, filter.limit);
  };
  const options = { endpoint: 'lab', limit: '2', ...more };
  return { chosen: await chooseJobs([], options, 'Stop', list), asked };
}

test('with --yes: the running jobs that match, after they were shown', async () => {
  const { chosen, asked } = await choose(there, { yes: true, label: ['nightly'] });
  expect(chosen).toEqual(['job/lab/1', 'job/lab/2']);
  expect(asked).toEqual([{ endpoint: 'lab', label: ['nightly'], running: true, limit: 3 }]);
  expect(told).toMatch(/job\/lab\/1 [\s\S]*job\/lab\/2 /);
});

test('without a terminal and without --yes: none', async () => {
  await expect(choose(there, {})).rejects.toThrow('--yes: found nothing, and no terminal to ask at');
});

test('more than the limit: none, whatever was said', async () => {
  const three = choose([...there, job('job/lab/3')], { yes: true });
  await expect(three).rejects.toThrow('--limit: found more than 2 jobs match');
  expect(told).not.toContain('job/lab/3');
});

test('a dry run shows them and chooses none', async () => {
  expect((await choose(there, { dryRun: true, yes: true })).chosen).toEqual([]);
  expect(told).toContain('job/lab/1');
  told = '';
  await choose(there, { dryRun: true, json: true });
  expect(
    told
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual(['job/lab/1', 'job/lab/2']);
});

test('nothing that matches is no mistake', async () => {
  expect((await choose([], {})).chosen).toEqual([]);
  expect(told).toBe('No such jobs are running.\n');
});

test('names are taken as they are', async () => {
  expect(await chooseJobs(['a', 'b'], { limit: '10' }, 'Stop')).toEqual(['a', 'b']);
});
