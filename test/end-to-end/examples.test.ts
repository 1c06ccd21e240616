import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import type { Work } from '../harness/end-to-end-configuration.ts';
import { type Example, prepareGo, preparePython } from '../harness/example-programs.ts';

/** Each is a process of its own, and all of them run at once. */
jest.setTimeout(90_000);
const EXAMPLES: [language: string, example: Example][] = [
  ['python', await preparePython(() => undefined)],
  ['go', await prepareGo(() => undefined)],
];

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ prime: { vendor: 'cisco-prime' } });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

/** The lines that the example prints in a scene, and what has come of its job at the vendor. */
async function play(example: Example, scene: string, work: Work) {
  if ('missing' in example) throw new Error(example.missing);
  const env = { ...process.env, TEMPORAL_ADDRESS: lab.address };
  const child = spawn(example.command, [...example.args, scene, 'prime', work], { env, timeout: 80_000 });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`ended by ${code ?? signal}:\n${output}\n${complaints}`);
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const vendorJobId = lines.map((line) => (line.view ?? line.outcome)?.vendorJobId).find((id) => id !== undefined);
  const job = vendorJobId === undefined ? undefined : await lab.vendor['cisco-prime'].job(vendorJobId);
  return { lines, job };
}

describe.each(EXAMPLES)('the example in %s', (language, example) => {
  // test/run.ts says aloud that it is skipped, and why.
  const there = 'missing' in example ? test.skip : test.concurrent;

  there('starts a job once, finds it again by its key, and waits for its result', async () => {
    const { lines, job } = await play(example, 'run', 'short');
    const id = expect.stringMatching(new RegExp(`^job/prime/${language}-run-`));
    expect(lines).toEqual([
      { started: id, existing: false },
      { started: id, existing: true },
      { outcome: expect.objectContaining({ state: 'succeeded' }) },
    ]);
    expect(job).toMatchObject({ ended: 'succeeded', startRequests: 1 });
  });

  there("tells a vendor's failure by the failure's type, with the outcome", async () => {
    const { lines } = await play(example, 'run', 'failing');
    expect(lines.at(-1)).toEqual({ failure: 'JobFailed', outcome: expect.objectContaining({ state: 'failed' }) });
  });

  there('stops a job by the update, which answers with the verdict and its proof', async () => {
    const { lines, job } = await play(example, 'stop', 'endless');
    expect(lines).toEqual([
      { view: expect.objectContaining({ state: 'running' }) },
      { stop: expect.objectContaining({ verdict: 'canceled', proof: expect.objectContaining({ state: 'canceled' }) }) },
      { failure: 'JobCanceled', outcome: expect.objectContaining({ verdict: 'canceled' }) },
    ]);
    expect(job).toMatchObject({ ended: 'canceled', startRequests: 1 });
  });

  there('stops a job by a cancel request, and finds the verdict in the memo', async () => {
    const { lines, job } = await play(example, 'cancel', 'endless');
    expect(lines.at(-1)).toEqual({ failure: 'Canceled', outcome: expect.objectContaining({ verdict: 'canceled' }) });
    expect(job).toMatchObject({ ended: 'canceled' });
  });

  there("a child's job is stopped at its vendor when the parent is ended from outside", async () => {
    const { lines, job } = await play(example, 'child', 'endless');
    expect(lines.at(-1)).toEqual({ failure: 'Canceled', outcome: expect.objectContaining({ verdict: 'canceled' }) });
    expect(job).toMatchObject({ ended: 'canceled' });
  });
});
