import { afterEach, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { busiestWindow, type Simulators, startSimulators } from '../simulators/index.ts';
import { type EndpointConfiguration, parseConfiguration } from './configuration.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';

let simulators: Simulators | undefined;
const open: Endpoint[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
  await simulators?.stop();
});

/** So many workers at one Prime, each with its own gate, as processes of their own would have. */
async function openEach(workers: number, limits: object): Promise<Endpoint[]> {
  simulators = await startSimulators({
    vendors: ['cisco-prime'],
    'cisco-prime': { limits: { perUser: 6, concurrentPerUser: 4, sessionsPerUser: 4 } },
  });
  const lab = {
    vendor: 'cisco-prime',
    url: simulators.get('cisco-prime').url,
    ca: simulators.caFile,
    credentials: { username: 'operator', password: '${env:SECRET}' },
    limits: { workers, ...limits },
  };
  const text = stringify({ installation: 'test', endpoints: { lab } });
  const { endpoints } = parseConfiguration(text, 'reeve.yaml', { SECRET: 'Operator-1' });
  for (let worker = 0; worker < workers; worker += 1)
    open.push(createEndpoint('lab', endpoints.lab as EndpointConfiguration));
  return [...open];
}

test.each([2, 3, 4])(
  '%i workers together stay within the limits, and use most of the rate',
  async (workers) => {
    const endpoints = await openEach(workers, { requestsPerSecond: 6, sessions: 4 });
    const signal = AbortSignal.timeout(20_000);
    await Promise.all(
      Array.from({ length: 18 }, (_, index) =>
        endpoints[index % workers]?.vendor.look([{ jobName: `Nobody-${index}` }], { signal }),
      ),
    );
    const { calls, refusals } = (simulators as Simulators).get('cisco-prime').ledger();
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
    expect(refusals.total).toBe(0);
    expect(busiestWindow(calls, 1_000)).toBeLessThanOrEqual(6);
    const tookMs = Math.max(...calls.map(({ at }) => at)) - Math.min(...calls.map(({ at }) => at));
    // Whole calls only: of 6 a second each of four workers takes one, and our window is a tenth longer than the vendor's.
    expect(tookMs).toBeLessThan(workers === 4 ? 6_500 : 4_500);
  },
  20_000,
);

test('a part below one call a second is one call in a longer window', async () => {
  const endpoints = await openEach(4, { requestsPerSecond: 2, sessions: 4 });
  const signal = AbortSignal.timeout(20_000);
  await Promise.all(
    [...endpoints, ...endpoints].map((endpoint) => endpoint.vendor.look([{ jobName: 'Nobody' }], { signal })),
  );
  const calls = (simulators as Simulators)
    .get('cisco-prime')
    .ledger()
    .calls.toSorted((a, b) => a.at - b.at);
  expect(calls).toHaveLength(8);
  expect((calls[4]?.at ?? 0) - (calls[3]?.at ?? 0)).toBeGreaterThan(1_500);
}, 20_000);
