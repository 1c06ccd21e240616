import { activityInfo, heartbeat } from '@temporalio/activity';
import type { AdoptedJob, AdoptJobInput, Candidate, FindJobInput, FoundJobs } from '../contract/activities.ts';
import { parseDuration } from '../contract/duration.ts';
import type { JobRequest } from '../contract/job.ts';
import type { Found, StartContext } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { holderOf, type OtherStart, otherStarts } from './claims.ts';
import { changeFailure, notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { attemptAtMs, callSignal, endpointOf, startContext, temporalNowMs, watchTerms } from './start-context.ts';
import { goodParams } from './start-job.ts';
import { toldStart } from './told.ts';

/** How far the list of jobs may lag behind. */
const LIST_LAG_MS = 5_000;
/** Each of them is a search of its own: where so many are just starting, one waits until it is late. */
const MOST_OTHERS = 10;

/** What one attempt tells the next, by heartbeat: since when each candidate is known. Losing it only delays. */
interface Memory {
  seenAtMs?: Record<string, number>;
}

/** Looks for what a lost start has made. "None" counts only when the vendor can no more accept the request late. */
export async function findJob(dependencies: ActivityDependencies, input: FindJobInput): Promise<FoundJobs> {
  try {
    const endpoint = endpointOf(dependencies, input.request.endpoint);
    const terms = watchTerms(dependencies, endpoint, input.firstExecutionRunId);
    const runId = activityInfo().workflowExecution?.runId ?? '';
    const { find, startSettlesMs } = endpoint.capabilities;
    if ((find[input.request.operation] ?? 'none') === 'none') return { searchable: false, matches: [], runId, terms };
    const waitedMs = temporalNowMs() - input.lostAtMs;
    const context = startContext(dependencies, input);
    const search: Search = (request, wantedAtMs) => {
      // No later than our own: a run that a reset has made began after what it wants was wanted.
      const intendedAtMs = Math.min(wantedAtMs, input.intendedAtMs);
      return searchFor(endpoint, request, { ...context, operation: request.operation, intendedAtMs });
    };
    const found = await search(input.request, input.intendedAtMs);
    const matches = await withoutOthers(found, input);
    if (matches.length === 0 && waitedMs < startSettlesMs) {
      throw notYet('nothing found yet; the vendor might still accept it', Math.min(10_000, startSettlesMs - waitedMs));
    }
    const startMs = parseDuration(input.request.startTimeout ?? '') ?? 60_000;
    const isLate = waitedMs > Math.max(startSettlesMs, startMs) + LIST_LAG_MS;
    await untilOurs(matches, async () => {
      if (isLate) return true;
      const others = await otherStarts(endpoint.name, MOST_OTHERS);
      // Again, now that they are listed: who is no longer among them, since it was told its vendor job, holds it now.
      const stillFree = await withoutOthers(found, input);
      return stillFree.length === matches.length && !(await mayBeOfOthers(endpoint, matches, others, search));
    });
    return { searchable: true, matches, runId, terms };
  } catch (error) {
    throw retryUnlessDecided(error);
  }
}

/** What a job finds that wants this since then, in milliseconds on Temporal's clock. */
type Search = (request: JobRequest, wantedAtMs: number) => Promise<Found[]>;

async function searchFor(endpoint: Endpoint, request: JobRequest, context: StartContext): Promise<Found[]> {
  const params = goodParams(endpoint, request.operation, request.params);
  const found = await endpoint.vendor.find(params, context);
  return found.map(toldStart);
}

/**
 * A match by content may be what another job of ours has just started and not told yet. So it is believed only when it
 * has been there for longer than the list of jobs lags, and nobody who is just starting can have made it; or when every
 * start that was under way when the answer was lost, and may take no longer than ours, has ended one way or the other.
 */
async function untilOurs(matches: readonly Candidate[], canOnlyBeOurs: () => Promise<boolean>): Promise<void> {
  const unsure = matches.filter(({ held }) => !held);
  if (unsure.length === 0) return;
  const { seenAtMs = {} }: Memory = activityInfo().heartbeatDetails ?? {};
  const now = attemptAtMs();
  for (const { vendorJobId } of unsure) seenAtMs[vendorJobId] ??= now;
  const areKnown = unsure.every(({ vendorJobId }) => now - (seenAtMs[vendorJobId] ?? now) >= LIST_LAG_MS);
  if (areKnown && (await canOnlyBeOurs())) return;
  heartbeat({ seenAtMs } satisfies Memory);
  throw notYet('found; making sure that no other job has started it', LIST_LAG_MS);
}

/** Whether one of those who are just starting would, in our place, find one of these. In doubt it would. */
async function mayBeOfOthers(
  { capabilities }: Endpoint,
  matches: readonly Candidate[],
  others: readonly OtherStart[],
  search: Search,
): Promise<boolean> {
  if (others.length === MOST_OTHERS) return true;
  const ids = new Set(matches.map(({ vendorJobId }) => vendorJobId));
  for (const { request, startedAtMs } of others) {
    // Nothing to search by, or it takes over a job that runs: perhaps this one.
    if (request === undefined || request.adopt !== undefined) return true;
    // Whose mark would be searched for is ours, not the other's.
    if (capabilities.find[request.operation] !== 'content') return true;
    const theirs = await search(request, startedAtMs).catch(() => undefined);
    if (theirs === undefined || theirs.some(({ vendorJobId }) => ids.has(vendorJobId))) return true;
  }
  return false;
}

/** `ApplicationFailure`s of our own pass; every failed call, whatever its kind, only means that we could not look. */
function retryUnlessDecided(error: unknown): unknown {
  return (error as Error).name === 'ApplicationFailure' ? error : retryFailure(error);
}

async function withoutOthers(found: readonly Found[], input: FindJobInput): Promise<Candidate[]> {
  const { request, firstExecutionRunId } = input;
  const candidates: Candidate[] = [];
  for (const match of found) {
    if (match.by === 'stamp') {
      candidates.push({ ...match, held: true });
      continue;
    }
    const holder = await holderOf(request.endpoint, match.vendorJobId, { firstExecutionRunId, among: 'all' });
    if (typeof holder === 'string') candidates.push({ ...match, held: holder === 'us' });
  }
  return candidates;
}

/** Takes over a job that somebody else has started. A refusal is final; a vendor that cannot be reached is asked again. */
export async function adoptJob(dependencies: ActivityDependencies, input: AdoptJobInput): Promise<AdoptedJob> {
  try {
    const { request, firstExecutionRunId } = input;
    const endpoint = endpointOf(dependencies, request.endpoint);
    const adopted = toldStart(await endpoint.vendor.adopt(adoptIds(endpoint, request), { signal: callSignal() }));
    const holder = await holderOf(request.endpoint, adopted.vendorJobId, { firstExecutionRunId, among: 'running' });
    if (typeof holder !== 'string') {
      throw new VendorError('Conflict', `${adopted.vendorJobId} is watched by ${holder.workflowId} already`);
    }
    return { ...adopted, held: holder === 'us', terms: watchTerms(dependencies, endpoint, firstExecutionRunId) };
  } catch (error) {
    throw error instanceof VendorError && error.type !== 'UnexpectedResponse'
      ? changeFailure(error)
      : retryFailure(error);
  }
}

/** `vendorJobId` is understood everywhere: what else the vendor needs is in the parameters of the start. */
function adoptIds({ capabilities }: Endpoint, { adopt = {}, params }: JobRequest): Record<string, string | number> {
  const { vendorJobId } = adopt as { vendorJobId?: string | number };
  const [own, ...others] = capabilities.adopt;
  if (vendorJobId === undefined || own === undefined) return adopt;
  const known = Object.entries((params ?? {}) as Record<string, string | number>);
  return { ...Object.fromEntries(known.filter(([name]) => others.includes(name))), [own]: vendorJobId };
}
