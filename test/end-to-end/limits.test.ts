import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { busiestWindow } from '../../simulators/index.ts';
import { type EndpointConfiguration, loadConfiguration } from '../../vendors/configuration.ts';
import { createEndpoint } from '../../vendors/endpoint.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({
    stops: { vendor: 'cisco-prime' },
    'stops-json': { vendor: 'cisco-prime', fields: { format: 'json' } },
    gate: { vendor: 'cisco-prime', fields: { limits: { requestsPerSecond: 5 } } },
    ccs: { vendor: 'symantec-ccs' },
  });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

// Apart from the others: whether three stops fall together is a matter of a moment.
describe('stops', () => {
  test.concurrent.each(['stops', 'stops-json'])('reeve stop of three jobs is one call (%s)', async (endpoint) => {
    const jobs = {
      A: await lab.start(endpoint, 'endless', { key: 'A' }),
      B: await lab.start(endpoint, 'stubborn', { key: 'B' }),
      C: await lab.start(endpoint, 'endless', { key: 'C' }),
    };
    await Promise.all(Object.values(jobs).map((job) => lab.running(job)));
    const { exitCode, output } = await lab.run('stop', ...['A', 'B', 'C'].map((key) => `${endpoint}/${key}`), '--json');
    expect(exitCode).toBe(4);
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.fromEntries(answers.map(({ job, verdict }) => [job, verdict]))).toEqual({
      [jobs.A.id]: 'canceled',
      [jobs.B.id]: 'refused',
      [jobs.C.id]: 'canceled',
    });
    const truths = await Promise.all(Object.values(jobs).map((job) => lab.truth(job)));
    expect(truths).toMatchObject([{ ended: 'canceled' }, { state: 'running' }, { ended: 'canceled' }]);
    const { calls } = await lab.vendor['cisco-prime'].ledger();
    const own = calls.filter(({ path, user }) => path.includes('jobService/cancel') && user === `of-${endpoint}`);
    expect(own.map(({ path, ids = [] }) => [path, ids.toSorted()])).toEqual([
      [expect.stringContaining('cancelrunning'), truths.map(({ runId }) => runId).toSorted()],
    ]);
    await lab.endByHand(jobs.B, 'succeeded');
    expect(await lab.closed(jobs.B)).toMatchObject({ status: 'COMPLETED', outcome: { verdict: 'refused' } });
  });
});

// Alone: the gate, the simulator and the tests share this process, and the vendor counts when a call reaches it.
test('100 calls at once are refused not once after the first second', async () => {
  const { endpoints } = await loadConfiguration(lab.configPath);
  const endpoint = createEndpoint('gate', endpoints.gate as EndpointConfiguration);
  const signal = AbortSignal.timeout(50_000);
  const looks = Array.from({ length: 100 }, (_, index) =>
    endpoint.vendor.look([{ jobName: `Nobody-${index}` }], { signal }),
  );
  const answers = await Promise.all(looks);
  await endpoint.close();
  const { calls } = await lab.vendor['cisco-prime'].ledger();
  // The worker has asked for Prime's limits as this user, too.
  const own = calls.filter(({ user, kind }) => user === 'of-gate' && kind === 'look');
  const times = own.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  expect(answers).toHaveLength(100);
  expect(own).toHaveLength(100);
  expect(own.filter(({ at, refused }) => refused && at > first + 1_000)).toEqual([]);
  expect(busiestWindow(own, 1_000)).toBeLessThanOrEqual(5);
  // As fast as the limit allows, or nearly.
  expect(last - first).toBeLessThan(25_000);
});

test.concurrent('ten jobs at CCS share one token, and the next one when that dies', async () => {
  const { ledger, control } = lab.vendor['symantec-ccs'];
  const logins = async () => (await ledger()).callsByKind.login;
  const jobs = await Promise.all(Array.from({ length: 10 }, () => lab.start('ccs', 'steady')));
  await Promise.all(jobs.map((job) => lab.running(job)));
  expect(await logins()).toBe(1);
  await control({ do: 'expireTokens' });
  const ends = await Promise.all(jobs.map((job) => lab.closed(job)));
  expect(ends.map(({ status }) => status)).toEqual(jobs.map(() => 'COMPLETED'));
  expect(await logins()).toBe(2);
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
