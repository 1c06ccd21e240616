import type { FaultRule, LedgerJob } from '../../simulators/index.ts';
import { until } from '../harness/end-to-end-until.ts';
import { isNamed } from './count.ts';
import { recordOf, truthOf } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';

export type Action = FaultRule['action'];
type Entry = ReturnType<FaultLab['simulator']['addFaults']>[number];

/** The first changing call of an order's start: its mark is in the body, or at CCS in the path. */
export function startOf(lab: FaultLab, { mark }: { mark: string }): NonNullable<FaultRule['match']> {
  const text = mark.replaceAll('"', '');
  return lab.vendor === 'symantec-ccs' ? { kind: 'start', path: text } : { kind: 'start', body: text };
}

export function script(lab: FaultLab, rule: FaultRule): Entry {
  const [entry] = lab.simulator.addFaults(rule);
  if (entry === undefined) throw new Error('the fault was not taken');
  return entry;
}

/**
 * Waits until every scripted fault has hit so many calls. A busy server may count a start as begun that no worker was
 * given (temporalio/temporal#11733): it is made after its time-out, the vendor's `startSettles` and a find.
 */
export async function untilHit(entries: readonly Entry[], hits = 1, withinMs = 240_000): Promise<void> {
  const isHit = () => entries.every((entry) => entry.hits >= hits) || undefined;
  const missed = () => entries.filter((entry) => entry.hits < hits).map(({ rule }) => rule.match);
  await until(`${entries.length} scripted faults have hit`, isHit, missed, withinMs);
}

/** The calls that a scripted fault has hit. */
export function callsHitBy(lab: FaultLab, { id }: Entry) {
  return lab.simulator.ledger().calls.filter(({ faults = [] }) => faults.includes(id));
}

/** Does to the vendor's job what its own console could do. */
export async function patchTruth(
  lab: FaultLab,
  started: Started,
  patch: Parameters<FaultLab['simulator']['patchJob']>[1],
): Promise<LedgerJob> {
  const truth = await truthOf(lab, started);
  if (!lab.simulator.patchJob(nameOf(truth), patch)) throw new Error(`${lab.vendor} cannot change ${truth.id}`);
  return truth;
}

/** CCS's jobs run many times: there the run is what is meant. */
function nameOf({ id, runId }: LedgerJob): string {
  return runId !== undefined && /^[0-9a-f-]{36}$/i.test(runId) ? runId : id;
}

/** A line where the job says another verdict than one of these. */
export async function unlessVerdict(lab: FaultLab, started: Started, wanted: readonly string[]): Promise<string[]> {
  const { outcome, status } = await recordOf(lab, started);
  const { verdict = 'no verdict' } = outcome ?? {};
  if (wanted.includes(verdict)) return [];
  return [`${status} with ${verdict} (${outcome?.message ?? ''}), expected ${wanted.join(' or ')}`];
}

/**
 * Each cancel of the job that has reached the vendor: when, and what it answered. Lenovo's appliance that is given a
 * callback of its own calls itself: that is still one request of ours.
 */
export function cancelsOf(lab: FaultLab, truth: LedgerJob): string[] {
  const requests = lab.simulator.ledger().cancelRequests.filter(({ id }) => isNamed(truth, id));
  const ours = new Map(requests.map((request) => [request.call, request]));
  return [...ours.values()].map(({ at, answer }) => `${answer} at ${new Date(at).toISOString()}`);
}
