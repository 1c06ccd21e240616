import type { LedgerJob, RunningSimulator, SimulatorsOptions } from '../../../simulators/index.ts';
import type { Scenario } from '../scenario.ts';

/** What Reeve is asked for. */
export interface Order {
  operation: string;
  params: unknown;
}

/** How a simulated vendor plays scenarios: each has a work, or a target, of its own, so that the ledger tells them apart. */
export interface DemoVendor {
  /** As people call it. */
  title: string;
  /** The simulator's options that give the scenarios their courses. */
  options(scenarios: readonly Scenario[]): SimulatorsOptions;
  order(scenario: Scenario, simulator: RunningSimulator): Order;
  /** Whether the ledger's job is the one that was made for the scenario. */
  isFor(scenario: Scenario, job: LedgerJob, simulator: RunningSimulator): boolean;
  /** A part of the body of every request to start it: needed where the vendor refuses some, which make no job. */
  startBody?(scenario: Scenario): string;
  /** What is to be scripted before anything starts. */
  script?(simulator: RunningSimulator): void;
}

/** An id out of one of the simulator's lists by name. */
export function idOf(simulator: RunningSimulator, list: string, name: string): string | number {
  const ids = simulator.inventory()[list] as Record<string, string | number> | undefined;
  const id = ids?.[name];
  if (id === undefined) throw new Error(`the simulator of ${simulator.vendor} has no ${name} among its ${list}`);
  return id;
}
