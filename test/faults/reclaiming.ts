import { isNamed } from './count.ts';
import { recordOf } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';

/** One reclaim period at least; more only while the list of closed workflows, which lags, does not show all of them. */
const MOST_PASSES = 10;
const CAP = 50;

/** Passes over each endpoint, until each of these closed jobs was examined and, if it ran, stopped. */
export async function reclaimAll(lab: FaultLab, closed: readonly Started[]): Promise<void> {
  for (const endpoint of lab.endpoints) {
    const here = closed.filter((one) => one.endpoint === endpoint);
    for (let pass = 0; pass < MOST_PASSES && (await stillRuns(lab, here)); pass += 1) {
      await lab.reeve.reclaim({ endpoint, graceMs: 0, confirmAfterMs: 1_000, cap: CAP });
    }
  }
}

async function stillRuns(lab: FaultLab, jobs: readonly Started[]): Promise<boolean> {
  const records = await Promise.all(jobs.map((one) => recordOf(lab, one)));
  const ledger = lab.simulator.ledger().jobs.filter(({ state }) => state !== 'ended');
  return records.some(({ vendorJobId = '' }) => ledger.some((one) => isNamed(one, vendorJobId)));
}
