import type { LedgerJob } from '../../simulators/index.ts';
import type { ListedJob } from '../closings.ts';

/** What is wrong with how jobs have ended, one line each: every vendor job is one job's, and both say the same of it. */
export function wrongEnds(
  jobs: readonly ListedJob[],
  ledger: readonly Pick<LedgerJob, 'id' | 'ended'>[],
  stopped: ReadonlySet<string>,
): string[] {
  const truths = new Map(ledger.map(({ id, ended }) => [id, ended]));
  const owned = Map.groupBy(jobs, ({ vendorJobId }) => vendorJobId);
  const unowned = ledger.filter(({ id }) => !owned.has(id)).map(({ id }) => `vendor job ${id} is nobody's`);
  const shared = [...owned].filter(([, owners]) => owners.length > 1).map(([id]) => `vendor job ${id} is of several`);
  const differing = jobs.flatMap(({ id, status, vendorJobId }) => {
    const [wanted, truth] = stopped.has(id) ? ['CANCELLED', 'canceled'] : ['COMPLETED', 'succeeded'];
    const found = truths.get(vendorJobId);
    return status === wanted && found === truth ? [] : [`${id}: ${status}, at the vendor ${found ?? 'unknown'}`];
  });
  return [...unowned, ...shared, ...differing];
}
