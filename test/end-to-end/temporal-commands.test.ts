import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { findTemporalCli } from '../../dev/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(90_000);
const run = promisify(execFile);
let lab: Lab;
let commands: string[];
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const templates = [{ name: 'Config-Push', seconds: Number.POSITIVE_INFINITY, ends: 'success' as const }];
  lab = await startLab({ 'prime-lab': { vendor: 'cisco-prime' } }, { 'cisco-prime': { templates } });
  await lab.startWorker();
  const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block.replaceAll('\\\n', ' '));
  commands = blocks.flatMap((block) => block.split('\n')).filter((line) => line !== '');
  const cli = await findTemporalCli();
  env = { ...process.env, TEMPORAL_ADDRESS: lab.address, PATH: `${dirname(cli)}:${process.env.PATH}` };
});
afterAll(() => lab.stop(), 30_000);

/** Runs the page's line that has these words, for the job with this key; a line may be run for several jobs. */
async function play(words: string, key: string): Promise<{ code: number; output: string }> {
  const lines = commands.filter((line) => line.includes(words));
  expect(lines).toHaveLength(1);
  const line = lines[0]?.replaceAll('CHG-4711', key) ?? '';
  try {
    const { stdout, stderr } = await run('sh', ['-c', line], { env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const started = async (key: string) => {
  expect(await play('workflow start', key)).toMatchObject({ code: 0 });
  const job = lab.reeve.job(`prime-lab/${key}`);
  await lab.running(job);
  return job;
};

test('the page has these lines, and each is run below', () => {
  const words = commands.map((line) => line.match(/^temporal workflow (?:update execute --name )?\w+/)?.[0]);
  expect(words.map((one) => one?.split(' ').at(-1))).toEqual([
    ...['start', 'query', 'extendJob', 'list', 'stopJob', 'describe', 'cancel', 'result'],
  ]);
});

test('a job is started once, asked, extended, listed, and stopped with the verdict as the answer', async () => {
  const job = await started('CHG-4711');
  expect(await play('workflow start', 'CHG-4711')).toMatchObject({
    code: 1,
    output: expect.stringMatching(/already/i),
  });
  const { output: view } = await play('workflow query', 'CHG-4711');
  expect(JSON.parse(view)).toMatchObject({ queryResult: [{ endpoint: 'prime-lab', state: 'running' }] });
  const { expiresAt: before = '' } = await job.get();
  expect(await play('--name extendJob', 'CHG-4711')).toMatchObject({ code: 0 });
  expect(Date.parse((await job.get()).expiresAt ?? '')).toBe(Date.parse(before) + 3_600_000);
  const isListed = async () => (await play('workflow list', 'CHG-4711')).output.includes(job.id) || undefined;
  await until('the job is listed', isListed, () => job.get());
  const { output: answer } = await play('--name stopJob', 'CHG-4711');
  expect(JSON.parse(answer)).toMatchObject({ result: { verdict: 'canceled', proof: { state: 'canceled' } } });
  expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', startRequests: 1 });
  await lab.closed(job);
  const { output: description } = await play('workflow describe', 'CHG-4711');
  expect(description).toContain('reeveOutcome');
});

test('a job is stopped by a cancel request, and its end waited for', async () => {
  const job = await started('CHG-4712');
  expect(await play('workflow cancel', 'CHG-4712')).toMatchObject({ code: 0 });
  expect(await play('workflow result', 'CHG-4712')).toMatchObject({ output: expect.stringMatching(/CANCELED/i) });
  expect(await lab.truth(job)).toMatchObject({ ended: 'canceled' });
  expect(await job.get()).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled' } });
});
