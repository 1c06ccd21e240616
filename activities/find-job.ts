import type { AdoptedJob, AdoptJobInput, Candidate, FindJobInput, FoundJobs } from '../contract/activities.ts';
import type { Found } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { holderOf } from './claims.ts';
import { notYet, retryFailure, startFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { endpointOf, startContext, temporalNowMs, watchTerms } from './start-context.ts';
import { goodParams } from './start-job.ts';

/** How far the list of jobs may lag behind: a match by content is believed only after that. */
const LIST_LAG_MS = 5_000;

/** Looks for what a lost start has made. "None" counts only when the vendor can no more accept the request late. */
export async function findJob(dependencies: ActivityDependencies, input: FindJobInput): Promise<FoundJobs> {
  try {
    const endpoint = endpointOf(dependencies, input.request.endpoint);
    const terms = watchTerms(dependencies, endpoint, input.firstExecutionRunId);
    const { find, startSettlesMs } = endpoint.capabilities;
    if (find === 'none') return { searchable: false, matches: [], terms };
    const waitedMs = temporalNowMs() - input.lostAtMs;
    if (find === 'content' && waitedMs < LIST_LAG_MS) throw notYet('looking in a moment', LIST_LAG_MS - waitedMs);
    const params = goodParams(endpoint, input.request.operation, input.request.params);
    const found = await endpoint.vendor.find(params, startContext(dependencies, input));
    const matches = await withoutOthers(found, input);
    if (matches.length > 0 || waitedMs >= startSettlesMs) return { searchable: true, matches, terms };
    throw notYet('nothing found yet; the vendor might still accept it', Math.min(10_000, startSettlesMs - waitedMs));
  } catch (error) {
    throw retryUnlessDecided(error);
  }
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
    const holder = await holderOf(request.endpoint, match.vendorJobId, firstExecutionRunId);
    if (typeof holder === 'string') candidates.push({ ...match, held: holder === 'us' });
  }
  return candidates;
}

/** Takes over a job that somebody else has started. A refusal is final; a vendor that cannot be reached is asked again. */
export async function adoptJob(dependencies: ActivityDependencies, input: AdoptJobInput): Promise<AdoptedJob> {
  try {
    const { request, firstExecutionRunId } = input;
    const endpoint = endpointOf(dependencies, request.endpoint);
    const { signal } = startContext(dependencies, { ...input, intendedAtMs: 0 });
    const adopted = await endpoint.vendor.adopt(request.adopt ?? {}, { signal });
    const holder = await holderOf(request.endpoint, adopted.vendorJobId, firstExecutionRunId);
    if (typeof holder !== 'string') {
      throw new VendorError('Conflict', `${adopted.vendorJobId} is watched by ${holder.workflowId} already`);
    }
    return { ...adopted, held: holder === 'us', terms: watchTerms(dependencies, endpoint, firstExecutionRunId) };
  } catch (error) {
    throw error instanceof VendorError && error.type !== 'UnexpectedResponse'
      ? startFailure(error)
      : retryFailure(error);
  }
}
