import { Context } from '@temporalio/activity';
import { isTerminal } from '../contract/job.ts';
import type { Orphan, Survey, SurveyInput, Undecided } from '../contract/reclaim.ts';
import type { Started } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { holderOf } from './claims.ts';
import { type ClosedJob, closedJobs, endDeadClaims } from './closed-jobs.ts';
import { countSchedules } from './count-schedules.ts';
import { retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { countSurvey } from './meters.ts';
import { endpointOf, startContext, temporalNowMs } from './start-context.ts';
import { goodParams } from './start-job.ts';
import { anySwept } from './sweep-jobs.ts';
import { ensureSwept } from './sweeper.ts';
import { shortId } from './told.ts';
import { type Trace, traceOf } from './trace.ts';
import { findTwins } from './twins.ts';

/** One closed job's part of the survey: empty where nothing of it is left. */
interface Part {
  orphans?: Orphan[];
  undecided?: Undecided[];
}
const SETTLED: Part = {};

/**
 * Compares the closed workflows of an endpoint with what runs at its vendor. Jobs that were told to be left, that
 * another job watches, or that Reeve neither started nor adopted never come out as orphans.
 */
export async function surveyEndpoint(dependencies: ActivityDependencies, input: SurveyInput): Promise<Survey> {
  try {
    const { client } = Context.current();
    const endpoint = endpointOf(dependencies, input.endpoint);
    // One check for all of its jobs: each makes sure of the sweeper more seldom.
    if (await anySwept(client, input.endpoint)) await ensureSwept(endpoint);
    const claimsEnded = await endDeadClaims(client, input.endpoint);
    const now = temporalNowMs();
    const window = { fromMs: now - input.lookBackMs, toMs: now - input.graceMs };
    const closed = await closedJobs(client, input.endpoint, window);
    // All at once, so that the looks go out together: many jobs in one call where the vendor can.
    const parts = await Promise.all(closed.map((job) => judge(dependencies, endpoint, job)));
    const { orphans, undecided } = merged(parts);
    const twins = await findTwins(dependencies, endpoint);
    const survey: Survey = { examined: closed.length, orphans: [...orphans, ...twins], undecided, claimsEnded };
    countSurvey(endpoint, survey);
    await countSchedules(endpoint);
    return survey;
  } catch (error) {
    throw retryFailure(error);
  }
}

function merged(parts: readonly Part[]): Required<Part> {
  return {
    orphans: parts.flatMap(({ orphans = [] }) => orphans),
    undecided: parts.flatMap(({ undecided = [] }) => undecided),
  };
}

async function judge(dependencies: ActivityDependencies, endpoint: Endpoint, job: ClosedJob): Promise<Part> {
  if (job.request?.onStop === 'leave' || job.outcome?.verdict === 'left') return SETTLED;
  if (job.status === 'FAILED') return judgeOwnWords(job);
  const { client } = Context.current();
  const trace = await traceOf(client, await client.workflow.getHandle(job.jobId, job.runId).fetchHistory());
  if (trace.started !== undefined) return await judgeStarted(endpoint, job, trace.started);
  if (trace.unsettled === undefined) return SETTLED;
  return await judgeUnsettled(dependencies, endpoint, job, trace.unsettled);
}

/** The workflow itself said that it could not tell what runs: that is a person's to settle. */
function judgeOwnWords({ jobId, outcome }: ClosedJob): Part {
  const { candidates = [], vendorJobId, verdict, message = '' } = outcome ?? {};
  if (candidates.length > 0) return { undecided: [{ jobId, vendorJobIds: candidates, why: message }] };
  if (verdict !== 'unconfirmed' || vendorJobId === undefined) return SETTLED;
  return { undecided: [{ jobId, vendorJobIds: [vendorJobId], why: message }] };
}

async function judgeStarted(endpoint: Endpoint, job: ClosedJob, { handle, vendorJobId }: Started): Promise<Part> {
  const { jobId, runId, firstExecutionRunId, status } = job;
  const holder = await holderOf(endpoint.name, vendorJobId, { firstExecutionRunId, among: 'running' });
  if (holder !== 'nobody') return SETTLED;
  try {
    const { state, words } = await endpoint.look(handle);
    if (isTerminal(state)) return SETTLED;
    return { orphans: [{ jobId, runId, vendorJobId: shortId(vendorJobId), handle, words, why: WHY[status] }] };
  } catch (error) {
    if (error instanceof VendorError && error.type === 'NotFound') return SETTLED;
    const why = `${WHY[status]}; its job could not be read: ${(error as Error).message}`;
    return { undecided: [{ jobId, vendorJobIds: [vendorJobId], why }] };
  }
}

const WHY = {
  TERMINATED: 'its workflow was terminated',
  TIMED_OUT: 'its workflow ran into a time-out of its execution',
  FAILED: 'its workflow failed',
} as const;

/** The start was under way: what carries our stamp is ours, what only looks like ours is for a person. */
async function judgeUnsettled(
  dependencies: ActivityDependencies,
  endpoint: Endpoint,
  job: ClosedJob,
  wanted: NonNullable<Trace['unsettled']>,
): Promise<Part> {
  const { jobId, status } = job;
  const why = `${WHY[status]} while its start was under way`;
  const { operation, params } = wanted.request;
  if ((endpoint.capabilities.find[operation] ?? 'none') === 'none') {
    return { undecided: [{ jobId, vendorJobIds: [], why: `${why}, and this vendor's jobs cannot be searched` }] };
  }
  try {
    const context = startContext(dependencies, wanted, jobId);
    const found = await endpoint.vendor.find(goodParams(endpoint, operation, params), context);
    const ours = found.filter(({ by }) => by === 'stamp');
    if (ours.length > 0) return merged(await Promise.all(ours.map((match) => judgeStarted(endpoint, job, match))));
    const running = found.filter(({ reading }) => reading === undefined || !isTerminal(reading.state));
    if (running.length === 0) return SETTLED;
    return { undecided: [{ jobId, vendorJobIds: running.map(({ vendorJobId }) => shortId(vendorJobId)), why }] };
  } catch (error) {
    return { undecided: [{ jobId, vendorJobIds: [], why: `${why}; ${(error as Error).message}` }] };
  }
}
