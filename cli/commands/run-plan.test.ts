import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Simulators, startSimulators, VENDOR_NAMES, type VendorName } from '../../simulators/index.ts';
import { createClient } from '../../simulators/test-client.ts';
import { createProgram } from '../program.ts';
import { writeConfiguration } from '../simulated-configuration.ts';

let simulators: Simulators;
let configuration: Awaited<ReturnType<typeof writeConfiguration>>;
let written: string;

beforeAll(async () => {
  simulators = await startSimulators();
  configuration = await writeConfiguration(simulators.describe());
});
afterAll(async () => {
  await configuration.remove();
  await simulators.stop();
});
beforeEach(() => {
  written = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written += text;
      return true;
    });
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

const NODE = '0123456789ABCDEF0123456789ABCDEF';
const ORDERS: Record<VendorName, [operation: string, params: object]> = {
  'cisco-prime': ['deploy-template', { templateName: 'T', devices: [{ id: '101' }] }],
  'lenovo-xclarity': ['power', { uuid: NODE, powerState: 'powerOff' }],
  'riverbed-cmc': ['push', { features: [7], siteIds: [1] }],
  'oracle-managed-cloud': [
    'run-config',
    {
      instanceId: 'EBS1',
      duration: { unit: 'hours', value: 2 },
      config: { type: 'Trace & Debug', activity: { name: 'FRD Enable/Disable', type: 'Enable' } },
      primaryContact: 'ann@example.com',
    },
  ],
  'symantec-ccs': ['run', { jobId: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' }],
};

/** Nothing listens where Temporal should be. */
function plan(vendor: VendorName, ...more: string[]) {
  const [operation, params] = ORDERS[vendor];
  const typed = ['run', vendor, operation, '--params', JSON.stringify(params), '--expires-in', '1h', '--plan'];
  const where = ['-c', configuration.path, '--address', '127.0.0.1:9'];
  return createProgram().parseAsync([...typed, ...where, ...more], { from: 'user' });
}

async function callsAt(vendor: VendorName): Promise<unknown[]> {
  const ask = createClient(simulators.get(vendor).url, simulators.ca);
  return (await ask('/_ledger')).json().calls;
}

test.each(VENDOR_NAMES)('reeve run --plan at %s prints its requests and sends none', async (vendor) => {
  await plan(vendor);
  const { url } = simulators.get(vendor);
  expect(written).toMatch(new RegExp(`^(PUT|POST) ${url}/`, 'm'));
  expect(written).toContain('Nothing was sent and nothing was started.');
  for (const { password } of simulators.describe()[vendor]?.users ?? []) expect(written).not.toContain(password);
  expect(await callsAt(vendor)).toEqual([]);
});

test('the ledger would have shown a call', async () => {
  await createProgram().parseAsync(['endpoints', 'check', 'symantec-ccs', '-c', configuration.path], { from: 'user' });
  expect(await callsAt('symantec-ccs')).not.toEqual([]);
});

test('with --json a line for each request, and one for each that would follow', async () => {
  await plan('oracle-managed-cloud', '--json');
  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ event }) => event !== 'warning')).toMatchObject([
    { event: 'planned', is: 'logIn', method: 'POST', body: '[hidden]' },
    { event: 'planned', is: 'start', method: 'POST', headers: { authorization: 'Bearer [hidden]' } },
    { event: 'further', words: expect.stringMatching(/^PUT /) },
  ]);
});

test('a stamp that is not known yet is said to stand for it', async () => {
  await plan('oracle-managed-cloud');
  expect(written).toMatch(/"summary":"Reeve \[rv-x{16}\]"/);
  expect(written).toMatch(/rv-x{16} stands for the job's stamp/);
  written = '';
  await plan('symantec-ccs');
  expect(written).not.toContain('stamp');
});

test('to adopt is not to start', async () => {
  await expect(plan('symantec-ccs', '--adopt', 'runId=1')).rejects.toThrow('--adopt: found --plan as well');
});

test('without a configuration nothing can be planned', async () => {
  const typed = ['run', 'ccs', 'run', '--expires-in', '1h', '--plan'];
  const planning = createProgram().parseAsync([...typed, '-c', '/nowhere.yaml'], { from: 'user' });
  await expect(planning).rejects.toThrow('/nowhere.yaml cannot be used');
});
