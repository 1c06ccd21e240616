import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { JobRequest } from '../../client/index.ts';
import { findTemporalCli } from '../../dev/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import type { Work } from '../harness/end-to-end-configuration.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(90_000);
const NAMESPACE = 'callers';
let lab: Lab;
let callers: Client;
const cleanup: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  lab = await startLab({ prime: { vendor: 'cisco-prime' } });
  cleanup.unshift(() => lab.stop());
  const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const cli = await findTemporalCli();
  const temporal = async (line = '') =>
    promisify(execFile)(cli, [...line.split(' ').slice(1), '--address', lab.address]);
  await temporal(`temporal operator namespace create --namespace ${NAMESPACE}`);
  await temporal(page.match(/^temporal operator nexus .*$/m)?.[0]);
  await lab.startWorker(undefined, '--nexus');
  await startCallers();
});
afterAll(async () => {
  for (const step of cleanup) await step();
}, 30_000);

/** Another program, in a namespace of its own. */
async function startCallers(): Promise<void> {
  const { address } = lab;
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address });
  const workflowsPath = fileURLToPath(new URL('../../examples/nexus/workflows.ts', import.meta.url));
  const worker = await Worker.create({ connection, namespace: NAMESPACE, taskQueue: 'callers', workflowsPath });
  const running = worker.run();
  cleanup.unshift(async () => {
    worker.shutdown();
    await running;
    await connection.close();
  });
  callers = new Client({ connection: await Connection.connect({ address }), namespace: NAMESPACE });
  cleanup.unshift(() => callers.connection.close());
}

function call(work: Work, key: string, more: Partial<JobRequest> = {}) {
  const request = { endpoint: 'prime', ...lab.order('prime', work), expiresIn: '10 minutes', key, ...more };
  return callers.workflow.start('caller', { taskQueue: 'callers', workflowId: `caller-${key}`, args: [request] });
}

test.concurrent('a workflow of another namespace runs a job and gets its outcome', async () => {
  const handle = await call('short', 'nexus-run');
  expect(await handle.result()).toMatchObject({ state: 'succeeded' });
  const job = lab.reeve.job('prime/nexus-run');
  expect(await job.get()).toMatchObject({ status: 'COMPLETED', request: { key: 'nexus-run' } });
  expect(await lab.truth(job)).toMatchObject({ ended: 'succeeded', startRequests: 1 });
});

test.concurrent('a failed job is the failure of the operation', async () => {
  const handle = await call('failing', 'nexus-fail');
  await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'NexusOperationFailure' } });
  expect(await lab.reeve.job('prime/nexus-fail').get()).toMatchObject({ failure: { type: 'JobFailed' } });
});

test.concurrent('a cancel of the caller is a true stop, and the caller waits for it', async () => {
  const handle = await call('endless', 'nexus-stop');
  const job = lab.reeve.job('prime/nexus-stop');
  const isThere = async (): Promise<void> => {
    await job.get().catch(isThere);
  };
  await isThere();
  await lab.running(job);
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow();
  expect(await handle.describe()).toMatchObject({ status: { name: 'CANCELLED' } });
  expect(await job.get()).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled' } });
  expect(await lab.truth(job)).toMatchObject({ ended: 'canceled' });
});

/** What a caller is told of an operation that has failed. */
const refusal = async (handle: Awaited<ReturnType<typeof call>>): Promise<string> => {
  const error: Error = await handle.result().then(
    () => Promise.reject(new Error('it succeeded')),
    (reason) => reason,
  );
  const words: string[] = [];
  for (let cause: unknown = error; Error.isError(cause); cause = cause.cause) words.push(cause.message);
  return words.join('; ');
};

test.concurrent('a wrong request fails the operation at once and starts nothing', async () => {
  expect(await refusal(await call('short', 'nexus-wrong', { expiresIn: 'soon' }))).toMatch(/expiresIn: found "soon"/);
  await expect(lab.reeve.job('prime/nexus-wrong').get()).rejects.toMatchObject({ name: 'UnknownJob' });
});

/** As `call` asks for it. */
const startBefore = (work: Work, key: string) => lab.start('prime', work, { key });

test.concurrent('the same request joins the job that runs under its key, and ends with it', async () => {
  const job = await startBefore('endless', 'nexus-join');
  await lab.running(job);
  const handle = await call('endless', 'nexus-join');
  const isJoined = async () => {
    const { events } = await handle.fetchHistory();
    return events?.some((event) => event.nexusOperationStartedEventAttributes) || undefined;
  };
  await until('the operation has started', isJoined, () => handle.fetchHistory());
  expect((await job.stop({ by: 'tester' })).verdict).toBe('canceled');
  expect(await refusal(handle)).toMatch(/operation canceled/);
  expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', startRequests: 1 });
});

test.concurrent('the same request is answered with the end of the job that is over', async () => {
  const [good, bad] = [await startBefore('short', 'nexus-over'), await startBefore('failing', 'nexus-lost')];
  const { outcome } = await lab.closed(good);
  const failed = await lab.closed(bad);
  expect(await (await call('short', 'nexus-over')).result()).toEqual(outcome);
  expect(await refusal(await call('failing', 'nexus-lost'))).toContain(failed.failure?.message);
  expect(await lab.truth(good)).toMatchObject({ startRequests: 1 });
});

test.concurrent('another request is refused in the words of the client', async () => {
  const job = await startBefore('short', 'nexus-taken');
  const more = { expiresIn: '20 minutes' };
  const words = await lab.start('prime', 'short', { key: 'nexus-taken', ...more }).catch(({ message }) => message);
  expect(words).toMatch(/was started with another request: expiresIn: "10 minutes" there, "20 minutes" here$/);
  expect(await refusal(await call('short', 'nexus-taken', more))).toContain(words);
  await lab.closed(job);
  expect(await lab.truth(job)).toMatchObject({ startRequests: 1 });
});
