import type { JobRequest } from '../client/index.ts';
import type { Work } from '../test/faults/orders.ts';
import { untilCounted } from './closings.ts';
import { eachOf } from './each-of.ts';
import type { Lab } from './lab.ts';

const AT_ONCE = 100;
const VENDOR = 'riverbed-cmc';

type More = Partial<JobRequest>;

/** Starts a job at an endpoint of Riverbed's, and answers with its id. */
export async function startJob(lab: Lab, endpoint: string, work: Work, more: More = {}): Promise<string> {
  const { operation, params } = lab.order(VENDOR, work);
  return (await lab.reeve.startUntyped({ endpoint, operation, params, expiresIn: '1 day', ...more })).id;
}

/** As many as that, as fast as the server takes them. */
export function startJobs(lab: Lab, endpoint: string, work: Work, count: number, more: More = {}): Promise<string[]> {
  return eachOf(count, AT_ONCE, () => startJob(lab, endpoint, work, more));
}

/** The same, and waits until all of them have their vendor job. */
export async function startWaiting(lab: Lab, endpoint: string, count: number): Promise<string[]> {
  const query = `ReeveEndpoint = '${endpoint}' AND ReeveVendorJobId IS NOT NULL AND ExecutionStatus = 'Running'`;
  const before = (await lab.reeve.client.workflow.count(query)).count;
  const ids = await startJobs(lab, endpoint, 'endless', count);
  await untilCounted(lab, query, before + count);
  return ids;
}
