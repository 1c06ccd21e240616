import type { VendorName } from './core/call.ts';
import { createClock } from './core/clock.ts';
import { createFaultBook, type FaultEntry } from './core/fault-book.ts';
import {
  type Control,
  type ControlInput,
  control,
  type FaultRule,
  type JobPatch,
  jobPatch,
} from './core/fault-script.ts';
import { createLedger, type LedgerReport } from './core/ledger.ts';
import { createRateLimit, type Limits } from './core/rate-limit.ts';
import { startServer } from './core/server.ts';
import type { Inventory, Surroundings, World } from './core/world.ts';

/** One running simulator. Its instruments work without HTTP too, for whoever runs it in the same process. */
export interface RunningSimulator {
  vendor: VendorName;
  url: string;
  inventory(): Inventory;
  ledger(): LedgerReport;
  resetCalls(): void;
  addFaults(rules: FaultRule | FaultRule[]): FaultEntry[];
  faults(): FaultEntry[];
  clearFaults(): void;
  /** Changes a job, as `PATCH /_jobs/{id}` does. False when there is no such job. */
  patchJob(id: string, patch: JobPatch): boolean;
  /** As `POST /_control`. */
  control(action: ControlInput): boolean;
  stop(): Promise<void>;
}

export interface StartOneInput {
  vendor: VendorName;
  port: number;
  speed: number;
  skewMs: number;
  latencyMs: number;
  limits: Limits;
  certificate?: { key: string; cert: string } | undefined;
  createWorld(surroundings: Surroundings): World;
}

function createControl(world: World, { clock, rateLimit }: Surroundings): (action: Control) => boolean {
  return (action) => {
    if (action.do === 'rateLimit') Object.assign(rateLimit.limits, action.limits);
    else if (action.do === 'skewClock') clock.skew(action.ms);
    else return world.control(action);
    return true;
  };
}

export async function startOne(input: StartOneInput): Promise<RunningSimulator> {
  const { vendor, latencyMs, port, certificate } = input;
  const clock = createClock(input.speed, input.skewMs);
  const ledger = createLedger(vendor, clock.now);
  const surroundings = { clock, ledger, rateLimit: createRateLimit({ ...input.limits }) };
  const world = input.createWorld(surroundings);
  const act = createControl(world, surroundings);
  const faults = createFaultBook();
  const inventory = () => world.inventory();
  const instruments = { ledger, faults, control: act, inventory };
  const server = await startServer({ world, ledger, now: clock.now, faults, latencyMs, control: act }, instruments, {
    certificate,
    port,
  });
  return {
    vendor,
    url: server.url,
    inventory,
    ledger: ledger.report,
    resetCalls: ledger.resetCalls,
    addFaults: faults.add,
    faults: faults.list,
    clearFaults: faults.clear,
    patchJob: (id, patch) => act({ do: 'setJob', job: id, patch: jobPatch.parse(patch), when: 'after' }),
    control: (action) => act(control.parse(action)),
    async stop() {
      clock.stop();
      await server.stop();
    },
  };
}
