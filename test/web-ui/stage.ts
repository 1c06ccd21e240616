import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeAccess } from '../../cli/simulated-configuration.ts';
import { Reeve } from '../../client/index.ts';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer } from '../../dev/index.ts';
import { type Simulators, startSimulators, type VendorName } from '../../simulators/index.ts';
import { launchWorker } from '../harness/end-to-end-process.ts';

/** An embedded server with its Web UI, three simulated vendors and a worker. */
export interface Stage extends AsyncDisposable {
  uiUrl: string;
  reeve: Reeve;
  simulators: Simulators;
}

/** What the worker serves; `prime-dc3` is a site whose worker is away. */
const ENDPOINTS: Record<string, VendorName> = {
  'prime-dc1': 'cisco-prime',
  'prime-dc2': 'cisco-prime',
  'prime-branch': 'cisco-prime',
  'ccs-hq': 'symantec-ccs',
  'lxca-dc1': 'lenovo-xclarity',
};

const userOf = (endpoint: string) => ({
  name: `reeve-${endpoint}`,
  password: `Secret-of-${endpoint}-1`,
  may: ['NBI Read', 'NBI Write'],
});

/** Vendor seconds, which pass as ours do. */
const HOURS = 4 * 3600;

function start(): Promise<Simulators> {
  const ends = 'success' as const;
  return startSimulators({
    vendors: ['cisco-prime', 'symantec-ccs', 'lenovo-xclarity'],
    'cisco-prime': {
      users: Object.keys(ENDPOINTS).map(userOf),
      limits: { perUser: -1, concurrentPerUser: -1 },
      templates: [
        { name: 'short', ends, seconds: 1 },
        { name: 'long', ends, seconds: HOURS },
        { name: 'sealed', ends, seconds: HOURS, isStubborn: true },
        { name: 'broken', ends: 'failure', seconds: 1 },
      ],
    },
    'symantec-ccs': {
      jobs: [
        {
          name: 'nightly-audit',
          behaviour: { pendingSeconds: 0, seconds: 1, ends: 'completed', refusesAbort: false },
        },
      ],
    },
    'lenovo-xclarity': {
      works: [
        { name: 'uefi-update', behaviour: { pendingSeconds: 0, seconds: 240, ends: 'complete', refusesCancel: false } },
      ],
    },
  });
}

/** XClarity tells percentages. Its job looks for itself, so that each look shows: a sweeper tells only some. */
function looksOf(endpoint: string): object {
  if (endpoint === 'lxca-dc1') return { intervals: { least: '5s', greatest: '5s' }, sweep: 'off' };
  return { intervals: { least: '1s', greatest: '2s', stop: '1s' } };
}

async function writeConfiguration(simulators: Simulators, folder: string): Promise<string> {
  const endpoints = Object.entries(ENDPOINTS).map(async ([name, vendor]) => {
    const { url, inventory } = simulators.get(vendor);
    const user = vendor === 'cisco-prime' ? userOf(name) : inventory().users[0];
    if (user === undefined) throw new Error(`the simulator of ${vendor} has no user`);
    const access = await writeAccess(folder, name, { vendor, url, caFile: simulators.caFile ?? null, user });
    const jobPage = `https://${name}.example.com/jobs/{vendorJobId}`;
    return [name, { ...access, ...looksOf(name), outOfSightAfter: '1s', jobPage }] as const;
  });
  const path = join(folder, 'reeve.yaml');
  await writeFile(
    path,
    stringify({ installation: 'screens', endpoints: Object.fromEntries(await Promise.all(endpoints)) }),
  );
  return path;
}

export async function setStage(): Promise<Stage> {
  await using parts = new AsyncDisposableStack();
  const server = await startTemporalServer({ searchAttributes: SEARCH_ATTRIBUTES });
  parts.defer(() => server.stop());
  const simulators = parts.adopt(await start(), (started) => started.stop());
  const folder = await mkdtemp(join(tmpdir(), 'reeve-web-ui-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const config = await writeConfiguration(simulators, folder);
  const worker = await launchWorker(config, { ...process.env, TEMPORAL_ADDRESS: server.address });
  parts.defer(async () => {
    worker.signal('SIGKILL');
    await worker.exited;
  });
  const reeve = parts.use(await Reeve.connect({ address: server.address }));
  const all = parts.move();
  return { uiUrl: server.uiUrl ?? '', reeve, simulators, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
