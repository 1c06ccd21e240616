import type { CallRecord, LedgerJob, Simulators } from '../../simulators/index.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS, vendorOf } from './scenarios.ts';
import { DEMO_VENDORS, type Order } from './vendors/index.ts';

/** The scenarios in the vendors' ledgers. */
export interface LedgerView {
  order(scenario: Scenario): Order;
  /** What the vendor has really started for it. */
  jobs(scenario: Scenario): LedgerJob[];
  /** The vendor calls that were about it. One look may be about many jobs, and counts for each of them. */
  calls(scenario: Scenario): CallRecord[];
}

export function createLedgerView(simulators: Simulators): LedgerView {
  const marks = markStarts(simulators);
  const simulatorOf = (scenario: Scenario) => simulators.get(vendorOf(scenario));
  const vendorFor = (scenario: Scenario) => DEMO_VENDORS[vendorOf(scenario)];

  function jobs(scenario: Scenario): LedgerJob[] {
    const simulator = simulatorOf(scenario);
    return simulator.ledger().jobs.filter((job) => vendorFor(scenario).isFor(scenario, job, simulator));
  }

  return {
    jobs,
    order: (scenario) => vendorFor(scenario).order(scenario, simulatorOf(scenario)),
    calls(scenario) {
      const words = new Set(jobs(scenario).flatMap(({ id, runId = id, name }) => [id, runId, name]));
      const mark = marks.get(scenario);
      const isAbout = (call: CallRecord) => mark !== undefined && call.faults?.includes(mark);
      const { calls } = simulatorOf(scenario).ledger();
      return calls.filter((call) => isAbout(call) || wordsOf(call).some((word) => words.has(word)));
    },
  };
}

/** The ids that the call touched, and those in its address: of a refused call the ledger has no others. */
function wordsOf({ ids = [], path }: CallRecord): string[] {
  return [...ids, ...decodeURIComponent(path).split(/[^\w.-]+/)];
}

/**
 * Marks start requests in the ledger by their bodies, with a fault that does nothing: a request that the vendor refuses
 * has no job yet, and the ledger keeps no bodies.
 */
function markStarts(simulators: Simulators): ReadonlyMap<Scenario, string> {
  const marks = new Map<Scenario, string>();
  for (const scenario of SCENARIOS) {
    const vendor = vendorOf(scenario);
    const body = DEMO_VENDORS[vendor].startBody?.(scenario);
    if (body === undefined) continue;
    const match = { kind: 'start', body } as const;
    const [mark] = simulators.get(vendor).addFaults({ match, times: 'always', action: { do: 'delay', ms: 0 } });
    if (mark !== undefined) marks.set(scenario, mark.id);
  }
  return marks;
}
