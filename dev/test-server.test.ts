import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { isNotAvailable } from './errors.ts';
import { findTestServer } from './test-server.ts';

// The first run on a machine fetches the server.
jest.setTimeout(300_000);

const path = await findTestServer().catch((error: unknown) => {
  if (!isNotAvailable(error)) throw error;
  process.stderr.write(`SKIPPED, for want of the time-skipping test server. ${error.message}\n`);
  return undefined;
});

(path ? test : test.skip)('a workflow that sleeps for 30 days ends within seconds', async () => {
  const executable = { type: 'existing-path', path: path ?? '' } as const;
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  try {
    const workflowsPath = fileURLToPath(new URL('./__fixtures__/nap.ts', import.meta.url));
    const worker = await Worker.create({ connection: environment.nativeConnection, taskQueue: 'naps', workflowsPath });
    const before = await environment.currentTimeMs();
    const rest = environment.client.workflow.execute('nap', { taskQueue: 'naps', workflowId: 'nap' });
    expect(await worker.runUntil(rest)).toBe('rested');
    const days = ((await environment.currentTimeMs()) - before) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
  } finally {
    await environment.teardown();
  }
});
