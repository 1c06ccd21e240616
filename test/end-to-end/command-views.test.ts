import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { launchUntil } from '../harness/end-to-end-process.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ ccs: { vendor: 'symantec-ccs' } });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

const namesOf = ({ output }: { output: string }) => output.trim().split('\n').filter(Boolean).sort();

beforeAll(async () => {
  const more = { labels: ['view', 'nightly'] };
  await lab.closed(await lab.start('ccs', 'failing', { key: 'V-1', ...more }));
  await lab.closed(await lab.start('ccs', 'short', { key: 'V-2', labels: ['view'] }));
  const isListed = async () => (await lab.reeve.list({ label: 'view', running: false })).length === 2 || undefined;
  await until('both are listed as closed', isListed, () => undefined);
});

test.each([
  [
    ['--label', 'view'],
    ['job/ccs/V-1', 'job/ccs/V-2'],
  ],
  [['--label', 'view', '--label', 'nightly'], ['job/ccs/V-1']],
  [['--label', 'view', '--state', 'succeeded', '--vendor', 'symantec-ccs'], ['job/ccs/V-2']],
  [
    ['--label', 'view', '--state', 'succeeded,failed', '--since', '1h'],
    ['job/ccs/V-1', 'job/ccs/V-2'],
  ],
  [['--label', 'view', '--until', '1h'], []],
  [['--label', 'view', '--vendor', 'cisco-prime'], []],
])('reeve list -o name %j', async (typed, names) => {
  const listed = await lab.run('list', '-o', 'name', ...typed);
  expect(listed.exitCode).toBe(0);
  expect(namesOf(listed)).toEqual(names);
});

test('a list that reaches its limit says of how many', async () => {
  expect((await lab.run('list', '--label', 'view', '--limit', '1')).output).toMatch(/^These are 1 of 2 such jobs: /m);
  expect((await lab.run('list', '--label', 'view', '--limit', '2')).output).not.toMatch('such jobs');
});

test('a mistake in a filter is refused with what is allowed', async () => {
  const { exitCode, output } = await lab.run('list', '--state', 'done', '--vendor', 'prime', '--since', 'noon');
  expect(exitCode).toBe(2);
  expect(output).toMatch(/--state: found \["done"\], expected one or more of queued, running/);
  expect(output).toMatch(/--vendor: found "prime", expected one of cisco-prime, /);
  expect(output).toMatch(/--since: found "noon", expected a duration/);
});

test('reeve get -o yaml and -o json tell the same', async () => {
  const [yaml, json] = await Promise.all(['yaml', 'json'].map((format) => lab.run('get', 'ccs/V-1', '-o', format)));
  const told = JSON.parse(json?.output ?? '');
  expect(told).toMatchObject({ id: 'job/ccs/V-1', outcome: { state: 'failed' } });
  expect(parse(yaml?.output ?? '')).toEqual(told);
});

test('reeve get tells what happened to a job that was stopped, in order, with the proof', async () => {
  const job = await lab.start('ccs', 'endless', { key: 'V-3' });
  await lab.running(job);
  expect((await lab.run('stop', 'ccs/V-3', '--by', 'ann', '--reason', 'wrong window')).exitCode).toBe(0);
  await lab.closed(job);
  const { output } = await lab.run('get', 'ccs/V-3');
  const line = output.slice(output.indexOf('WHEN'));
  const order = ['requested .* run at ccs', 'started .* as ', 'stop asked .* by request, asked by ann, wrong window'];
  expect(line).toMatch(
    new RegExp([...order, 'proof .*\\(read 20', 'canceled', 'closed .* verdict canceled'].join('[\\s\\S]*')),
  );
  const { timeline } = JSON.parse((await lab.run('get', 'ccs/V-3', '-o', 'json')).output);
  expect(timeline[0]).toMatchObject({ step: 'requested', tookMs: expect.any(Number) });
  const times = timeline.map(({ at }: { at: string }) => at);
  expect(times).toEqual([...times].sort());
});

test('Ctrl-C in a live view leaves the jobs running, and says how to see and stop them', async () => {
  const job = await lab.start('ccs', 'endless', { key: 'V-4', labels: ['live'] });
  await lab.running(job);
  const env = { ...process.env, TEMPORAL_ADDRESS: lab.address };
  const watching = await launchUntil(MAIN, ['list', '--watch', '--label', 'live'], 'V-4: running', env);
  watching.signal('SIGINT');
  expect(await watching.exited).toBe(130);
  expect(watching.output()).toMatch(/the jobs go on; see one with `reeve get JOB`, stop one with `reeve stop JOB`/);
  expect(await job.get()).toMatchObject({ status: 'RUNNING', state: 'running' });
  const { operation, params } = lab.order('ccs', 'endless');
  const typed = ['--params', JSON.stringify(params), '--expires-in', '1h', '--key', 'V-5', '--wait'];
  const waiting = await launchUntil(MAIN, ['run', 'ccs', operation, ...typed], 'running, as', env);
  waiting.signal('SIGINT');
  expect(await waiting.exited).toBe(130);
  expect(waiting.output()).toMatch(/the job goes on; see it with `reeve get job\/ccs\/V-5`, stop it with `reeve stop /);
  expect(await lab.reeve.job('ccs/V-5').get()).toMatchObject({ status: 'RUNNING' });
});

test('reeve stop with a filter stops all that it has shown, and none without --yes or past --limit', async () => {
  const keys = ['V-6', 'V-7', 'V-8'];
  const jobs = await Promise.all(keys.map((key) => lab.start('ccs', 'endless', { key, labels: ['bulk'] })));
  await Promise.all(jobs.map((job) => lab.running(job)));
  const isListed = async () => (await lab.reeve.list({ label: 'bulk', state: 'running' })).length === 3 || undefined;
  await until('all are listed', isListed, () => undefined);
  const stop = (...more: string[]) => lab.run('stop', '--label', 'bulk', '--endpoint', 'ccs', ...more);
  expect(await stop()).toMatchObject({ exitCode: 2, output: expect.stringMatching(/job\/ccs\/V-7[\s\S]*--yes/) });
  expect(await stop('--limit', '2', '--yes')).toMatchObject({ exitCode: 2 });
  expect(await stop('--dry-run')).toMatchObject({ exitCode: 0 });
  for (const job of jobs) expect(await job.get()).toMatchObject({ status: 'RUNNING', state: 'running' });
  const stopped = await stop('--yes', '--reason', 'change freeze');
  expect(stopped.exitCode).toBe(0);
  for (const { id } of jobs) expect(stopped.output).toContain(`${id}: canceled (`);
});

test('reeve open prints the page of the job', async () => {
  const { runId } = await lab.reeve.job('ccs/V-1').get();
  const { exitCode, output } = await lab.run('open', 'ccs/V-1', '--ui-url', 'https://temporal.example.com/');
  expect(exitCode).toBe(0);
  const path = `/namespaces/default/workflows/job%2Fccs%2FV-1/${runId}/history`;
  expect(output).toBe(`https://temporal.example.com${path}\n`);
  expect(await lab.run('open', 'ccs/none', '--ui-url', 'https://temporal.example.com/')).toMatchObject({ exitCode: 5 });
});
