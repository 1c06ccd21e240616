import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeConfiguration } from '../../cli/simulated-configuration.ts';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer } from '../../dev/index.ts';
import { startSimulators } from '../../simulators/index.ts';
import { launchWorker, runReeve } from '../harness/end-to-end-process.ts';

const parts = new AsyncDisposableStack();
let configPath: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const server = await startTemporalServer({ headless: true, searchAttributes: SEARCH_ATTRIBUTES });
  parts.defer(() => server.stop());
  // Oracle's 16 minutes until a schedule may begin pass in one second.
  const oracle = { scheduleSpeed: 960 };
  const vendors = ['cisco-prime', 'oracle-managed-cloud'] as const;
  const simulators = await startSimulators({ vendors, speed: 10, 'oracle-managed-cloud': oracle });
  parts.defer(() => simulators.stop());
  const configuration = await writeConfiguration(simulators.describe());
  parts.defer(configuration.remove);
  configPath = configuration.path;
  env = { ...process.env, TEMPORAL_ADDRESS: server.address };
  const worker = await launchWorker(configPath, env);
  parts.defer(async () => {
    worker.signal('SIGKILL');
    await worker.exited;
  });
}, 120_000);

afterAll(() => parts.disposeAsync(), 30_000);

const ORACLE = {
  instanceId: 'DCTEST',
  duration: { unit: 'hours', value: 1 },
  config: { type: 'Application Parameters', activity: { name: 'Quick Update', type: 'Update' } },
  primaryContact: 'someone@example.com',
};
const CISCO = { templateName: 'Config-Push', devices: [{ id: '1051' }] };
/** Far enough ahead, six seconds here, that the record is read before the job is over. */
const inHundredMinutes = () => new Date(Date.now() + 6_000_000).toISOString();
const runOracle = (...more: string[]) =>
  run('oracle-managed-cloud', 'run-config', { ...ORACLE, scheduledTime: inHundredMinutes() }, more);
const runCisco = (...more: string[]) => run('cisco-prime', 'deploy-template', CISCO, more);

function run(endpoint: string, operation: string, params: object, more: string[]): ReturnType<typeof runReeve> {
  const asked = ['run', endpoint, operation, '--params', JSON.stringify(params), '--expires-in', '10 minutes'];
  return runReeve([...asked, ...more], env);
}

const events = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('with a configuration file, reeve run warns before the start where the vendor cannot stop what runs', async () => {
  const { exitCode, output } = await runOracle('-c', configPath);
  expect(exitCode).toBe(0);
  expect(output).toMatch(
    /^Warning: oracle-managed-cloud: a job can be stopped only .*\n {2}What to do: .*\njob\/oracle/,
  );
});

test('without one it warns once, as soon as the record of the job tells the vendor', async () => {
  const { exitCode, output } = await runOracle('--wait', '--json');
  expect(exitCode).toBe(0);
  expect(events(output).map(({ event }) => event)).toEqual(['started', 'warning', 'ended']);
  expect(events(output)[1]).toMatchObject({ vendor: 'oracle-managed-cloud', about: 'cancel' });
}, 60_000);

test('for people the warning stands among the states', async () => {
  const { exitCode, output } = await runOracle('--wait');
  expect(exitCode).toBe(0);
  expect(output.match(/^Warning: /gm)).toHaveLength(1);
}, 60_000);

test('where the vendor can stop what runs, nothing is said, with and without a configuration file', async () => {
  for (const config of [['-c', configPath], []]) {
    const { exitCode, output } = await runCisco('--wait', '--json', ...config);
    expect(exitCode).toBe(0);
    expect(events(output).map(({ event }) => event)).toEqual(['started', 'ended']);
  }
}, 60_000);
