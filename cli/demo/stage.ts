import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reeve } from '../../client/index.ts';
import { printNote } from '../print.ts';
import { DemoFailed } from './demo-failed.ts';
import { writeEndpoints } from './endpoints.ts';
import { createLedgerView } from './ledger-view.ts';
import type { Crew } from './play.ts';
import { ENDPOINTS, type EndpointName, type Scenario } from './scenario.ts';
import { vendorOf } from './scenarios.ts';
import { type Temporal, temporalLine } from './temporal.ts';
import { DEMO_VENDORS, startVendors } from './vendors/index.ts';
import { startWorker, tailOf, type WorkerProcess } from './worker-process.ts';

interface StageInput {
  temporal: Temporal;
  signal: AbortSignal;
  /** Told when a part breaks that should have lasted. */
  fail: (error: unknown) => void;
  /** Takes what is started, to be ended last things first. */
  parts: AsyncDisposableStack;
}

const VENDOR_TITLES = new Intl.ListFormat('en-GB').format(Object.values(DEMO_VENDORS).map(({ title }) => title));
const NAMES = Object.keys(ENDPOINTS) as EndpointName[];
/** Served by a worker of its own, which will be killed. */
const LONE: EndpointName = 'prime-dc2';

/** Starts all that the scenarios need. */
export async function setStage({ temporal, signal, fail, parts }: StageInput): Promise<Crew> {
  printNote(temporalLine(temporal));
  printNote(`Simulated: ${VENDOR_TITLES}. Starting two workers.`);
  const reeve = parts.use(await Reeve.connect());
  const folder = await mkdtemp(join(tmpdir(), 'reeve-demo-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const simulators = parts.adopt(await startVendors(), (started) => started.stop());
  const main = await writeEndpoints(
    folder,
    'main.yaml',
    NAMES.filter((name) => name !== LONE),
    simulators,
  );
  const alone = await writeEndpoints(folder, 'dc2.yaml', [LONE], simulators);
  const log = join(folder, 'workers.log');
  const hired: WorkerProcess[] = [];
  parts.defer(async () => void (await Promise.all(hired.map((worker) => worker.stop()))));
  const hire = async (config: string) => {
    const worker = await startWorker(config, log, signal);
    hired.push(worker);
    return worker;
  };
  const [worker, lone] = await both([hire(main), hire(alone)]);
  const mourn = async (name: string, why: string) => fail(new DemoFailed(`${name} ended: ${why}`, await tailOf(log)));
  void worker.exited.then((why) => mourn(`worker ${worker.pid}`, why));
  void temporal.exited?.then((why) => mourn('the embedded Temporal server', why));
  // A server that is kept may have the last demo's jobs.
  const suffix = temporal.uiUrl === undefined ? `-${randomUUID().slice(0, 6)}` : '';
  const ledger = createLedgerView(simulators);
  const release = (scenario: Scenario) => {
    for (const { id } of ledger.jobs(scenario)) simulators.get(vendorOf(scenario)).patchJob(id, { end: 'succeeded' });
  };
  return { reeve, ledger, release, signal, fail, suffix, lone, replaceLone: () => hire(alone) };
}

/** Both, or the first error once neither is under way any more, so that what came up can be ended. */
async function both(
  starting: [Promise<WorkerProcess>, Promise<WorkerProcess>],
): Promise<[WorkerProcess, WorkerProcess]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}
