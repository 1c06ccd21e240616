import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Simulators, VENDOR_NAMES } from '../../simulators/index.ts';
import { loadConfiguration } from '../../vendors/configuration.ts';
import { createEndpoint, type Endpoint } from '../../vendors/endpoint.ts';
import { checkParams } from '../../vendors/params.ts';
import { writeEndpoints } from './endpoints.ts';
import { createLedgerView, type LedgerView } from './ledger-view.ts';
import { ENDPOINTS, type EndpointName, type Scenario } from './scenario.ts';
import { isBurst, SCENARIOS, vendorOf } from './scenarios.ts';
import { startVendors } from './vendors/index.ts';

/** The burst goes above the vendor's limit; its deploys differ from the others' by their number alone. */
const SINGLE = SCENARIOS.filter((scenario) => !isBurst(scenario));

let folder: string;
let simulators: Simulators;
let ledger: LedgerView;
let endpoints: ReadonlyMap<string, Endpoint>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-demo-'));
  simulators = await startVendors();
  ledger = createLedgerView(simulators);
  const path = await writeEndpoints(folder, 'all.yaml', Object.keys(ENDPOINTS) as EndpointName[], simulators);
  const configuration = await loadConfiguration(path);
  endpoints = new Map(
    Object.entries(configuration.endpoints).map(([name, settings]) => [name, createEndpoint(name, settings)]),
  );
});

afterAll(async () => {
  await Promise.all([...endpoints.values()].map((endpoint) => endpoint.close()));
  await simulators.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(scenario: Scenario, index: number): Promise<void> {
  const { operation, params } = ledger.order(scenario);
  const checked = checkParams(vendorOf(scenario), operation, params);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const intendedAtMs = Date.now();
  await endpoints.get(scenario.endpoint)?.vendor.start(checked.params as never, {
    operation,
    stamp: `rv-${String(index).padStart(16, '2')}`,
    intendedAtMs,
    nowMs: Date.now,
    signal: AbortSignal.timeout(20_000),
  });
}

test.each(VENDOR_NAMES)('%s has a success, a failure, a stop and an expiry', (vendor) => {
  const shown = SCENARIOS.filter((scenario) => vendorOf(scenario) === vendor).map(({ shows }) => shows);
  expect(shown).toEqual(expect.arrayContaining(['success', 'vendor failure', 'stop by request', 'expiry']));
});

test('finds each scenario’s job in the vendor’s ledger, and takes no other for it', async () => {
  expect(SCENARIOS.flatMap(ledger.jobs)).toEqual([]);
  for (const [index, scenario] of SINGLE.entries()) {
    await start(scenario, index);
    const found = SCENARIOS.filter((other) => ledger.jobs(other).length > 0);
    expect(found).toEqual(SINGLE.slice(0, index + 1));
    expect(ledger.jobs(scenario)).toMatchObject([{ startRequests: 1 }]);
    expect(ledger.calls(scenario).map(({ kind }) => kind)).toContain('start');
  }
});
