import { activityInfo, Context } from '@temporalio/activity';
import { isTerminal } from '../contract/job.ts';
import { RUN_JOB } from '../contract/messages.ts';
import type { Orphan } from '../contract/reclaim.ts';
import type { Stamped } from '../contract/vendor.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { quote } from './claims.ts';
import { firstRunId } from './closed-jobs.ts';
import type { ActivityDependencies } from './index.ts';
import { stampOf } from './stamp.ts';
import { callSignal } from './start-context.ts';
import { shortId } from './told.ts';

/** The job of ours that has this vendor job. */
interface Owner {
  jobId: string;
  runId: string;
  firstExecutionRunId: string;
}

/**
 * Vendor jobs that the vendor has made beside the one that it told: both carry the stamp of one start. Only vendors that
 * take a stamp can show them, and only where one of the two is surely a job's own.
 */
export async function findTwins(dependencies: ActivityDependencies, endpoint: Endpoint): Promise<Orphan[]> {
  const all = (await endpoint.vendor.stamped?.({ signal: callSignal() })) ?? [];
  const twins: Orphan[] = [];
  for (const [stamp, jobs] of Map.groupBy(all, (job) => job.stamp)) {
    if (jobs.length > 1 && jobs.some(isRunning)) twins.push(...(await judge(dependencies, endpoint.name, stamp, jobs)));
  }
  return twins;
}

async function judge(
  { installation }: ActivityDependencies,
  endpoint: string,
  stamp: string,
  jobs: readonly Stamped[],
): Promise<Orphan[]> {
  const owners = await Promise.all(jobs.map(({ vendorJobId }) => ownerOf(endpoint, vendorJobId)));
  const owner = owners.find((one) => one !== undefined);
  if (owner === undefined) return [];
  const { jobId: workflowId, runId, firstExecutionRunId } = owner;
  const namespace = activityInfo().workflowNamespace ?? '';
  // Another installation's: what it has is its own to decide.
  if (stampOf({ namespace, installation, workflowId, firstExecutionRunId }) !== stamp) return [];
  const others = jobs.filter((job, at) => owners[at] === undefined && isRunning(job));
  return others.map(({ vendorJobId, handle, reading }) => ({
    jobId: workflowId,
    runId,
    vendorJobId: shortId(vendorJobId),
    handle,
    words: reading.words,
    why: 'the vendor has made it a second time for one start',
  }));
}

function isRunning({ reading }: Stamped): boolean {
  return !isTerminal(reading.state);
}

async function ownerOf(endpoint: string, vendorJobId: string): Promise<Owner | undefined> {
  const { client } = Context.current();
  const query = [
    `WorkflowType = ${quote(RUN_JOB)}`,
    `ReeveEndpoint = ${quote(endpoint)}`,
    `ReeveVendorJobId = ${quote(shortId(vendorJobId))}`,
  ].join(' AND ');
  for await (const { workflowId: jobId, runId } of client.workflow.list({ query })) {
    const description = await client.workflow.getHandle(jobId, runId).describe();
    return { jobId, runId, firstExecutionRunId: firstRunId(description) };
  }
  return undefined;
}
