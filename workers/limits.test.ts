import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { startSimulators } from '../simulators/index.ts';
import { type EndpointConfiguration, parseConfiguration } from '../vendors/configuration.ts';
import { createEndpoint } from '../vendors/endpoint.ts';
import { warnOfLimits } from './limits.ts';

test('a worker that starts warns where the configuration allows more than Prime, field by field', async () => {
  await using parts = new AsyncDisposableStack();
  // No session is left: the read must do without one.
  const limits = { perUser: 2, concurrentPerUser: 5, sessionsPerUser: 0 };
  const simulators = await startSimulators({ vendors: ['cisco-prime'], 'cisco-prime': { limits } });
  parts.defer(() => simulators.stop());
  const prime = {
    vendor: 'cisco-prime',
    url: simulators.get('cisco-prime').url,
    ca: simulators.caFile,
    credentials: { username: 'operator', password: '${env:SECRET}' },
  };
  const away = { ...prime, url: 'https://127.0.0.1:2', limits: { sessions: 7 } };
  const text = stringify({ installation: 'test', endpoints: { prime, away } });
  const { endpoints } = parseConfiguration(text, 'reeve.yaml', { SECRET: 'Operator-1' });
  const opened = Object.entries(endpoints).map(([name, settings]) =>
    createEndpoint(name, settings as EndpointConfiguration),
  );
  for (const endpoint of opened) parts.defer(() => endpoint.close());
  const warned: object[] = [];
  const warn = (fields: object, message: string) => void warned.push({ ...fields, message });
  await warnOfLimits(opened, { warn } as Parameters<typeof warnOfLimits>[1], new AbortController().signal);
  const field = 'limits.requestsPerSecond';
  expect(warned).toContainEqual({ endpoint: 'prime', field, configured: 5, allowed: 2, message: expect.any(String) });
  expect(warned).toContainEqual(
    expect.objectContaining({ endpoint: 'away', field: 'limits.sessions', configured: 7, allowed: 5 }),
  );
  expect(warned).toHaveLength(3);
  expect(simulators.get('cisco-prime').ledger().calls).toHaveLength(1);
});
