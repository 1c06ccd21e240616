import type { CallRecord, LedgerJob, Simulators } from '../../simulators/index.ts';
import { ENDPOINTS, SCENARIOS, type Scenario } from './scenarios.ts';
import { at, templateOf } from './simulated-vendors.ts';

/** What the vendor is asked for a scenario: its template on a device of its own, or its job. */
export interface Order {
  operation: string;
  params: unknown;
}

/** The scenarios in the vendors' ledgers. */
export interface LedgerView {
  order(scenario: Scenario): Order;
  /** What the vendor has really started for it. */
  jobs(scenario: Scenario): LedgerJob[];
  /** The vendor calls that were about it. One look may be about many jobs, and counts for each of them. */
  calls(scenario: Scenario): CallRecord[];
}

export function createLedgerView(simulators: Simulators): LedgerView {
  const { jobNames } = simulators.get('symantec-ccs').inventory() as { jobNames?: Record<string, string> };
  const jobIdOf = ({ name }: Scenario) => jobNames?.[name] ?? '';
  const marks = markStarts(simulators);
  const ledgerOf = ({ endpoint }: Scenario) => simulators.get(ENDPOINTS[endpoint]).ledger();
  const isCisco = ({ endpoint }: Scenario) => ENDPOINTS[endpoint] === 'cisco-prime';

  function jobs(scenario: Scenario): LedgerJob[] {
    const isIts = isCisco(scenario)
      ? ({ content }: LedgerJob) => content?.includes(`"device":"${deviceOf(scenario)}"`)
      : ({ id }: LedgerJob) => id === jobIdOf(scenario);
    return ledgerOf(scenario).jobs.filter(isIts);
  }

  return {
    jobs,
    order: (scenario) =>
      isCisco(scenario)
        ? {
            operation: 'deploy-template',
            params: { templateName: templateOf(scenario), devices: [{ id: deviceOf(scenario) }] },
          }
        : { operation: 'run', params: { jobId: jobIdOf(scenario) } },
    calls(scenario) {
      const own = jobs(scenario).flatMap(({ id, runId, name }) => [id, name, ...(runId === undefined ? [] : [runId])]);
      const words = new Set(isCisco(scenario) ? own : [...own, jobIdOf(scenario)]);
      const mark = marks.get(scenario);
      const isAbout = (call: CallRecord) => mark !== undefined && call.faults?.includes(mark);
      return ledgerOf(scenario).calls.filter((call) => isAbout(call) || wordsOf(call).some((word) => words.has(word)));
    },
  };
}

/** The ids that the call touched, and those in its address: of a refused call the ledger has no others. */
function wordsOf({ ids = [], path }: CallRecord): string[] {
  return [...ids, ...decodeURIComponent(path).split(/[^\w.-]+/)];
}

/** No two deploys go to one device, so that a request shows whose it is. */
function deviceOf(scenario: Scenario): string {
  return String(2001 + SCENARIOS.indexOf(scenario));
}

/**
 * Marks each deploy request in the ledger by its device, with a fault that does nothing: a request that Prime refuses
 * has no job yet, and the ledger keeps no bodies.
 */
function markStarts(simulators: Simulators): ReadonlyMap<Scenario, string> {
  const prime = simulators.get('cisco-prime');
  const marks = new Map<Scenario, string>();
  for (const scenario of at('cisco-prime')) {
    const match = { kind: 'start', body: `>${deviceOf(scenario)}<` } as const;
    const [mark] = prime.addFaults({ match, times: 'always', action: { do: 'delay', ms: 0 } });
    if (mark !== undefined) marks.set(scenario, mark.id);
  }
  return marks;
}
