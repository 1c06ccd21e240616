import { activityInfo } from '@temporalio/activity';
import type { StartedJob, StartJobInput } from '../contract/activities.ts';
import { describeProblems } from '../contract/request.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { checkParams } from '../vendors/params.ts';
import { changeFailure } from './failure.ts';
import { refuseLateAttempt } from './fence.ts';
import { withFirstLook } from './first-look.ts';
import type { ActivityDependencies } from './index.ts';
import { endpointOf, startContext, watchTerms } from './start-context.ts';
import { toldStart } from './told.ts';

/**
 * Starts the job at the vendor. No heartbeat before the vendor's answer: it is not acknowledged, and a rule built on one
 * starts jobs twice.
 */
export async function startJob(dependencies: ActivityDependencies, input: StartJobInput): Promise<StartedJob> {
  const answered: StartedJob | undefined = activityInfo().heartbeatDetails;
  if (answered !== undefined) return answered;
  try {
    const endpoint = endpointOf(dependencies, input.request.endpoint);
    const params = goodParams(endpoint, input.request.operation, input.request.params);
    refuseAfterReset(input);
    await refuseLateAttempt();
    const context = startContext(dependencies, input);
    const started = await endpoint.vendor.start(params, context, input.resume);
    const terms = watchTerms(dependencies, endpoint, input.firstExecutionRunId);
    return await withFirstLook(endpoint, { ...toldStart(started), terms }, context.signal);
  } catch (error) {
    throw changeFailure(error);
  }
}

export function goodParams(endpoint: Endpoint, operation: string, params: unknown): unknown {
  const checked = checkParams(endpoint.vendorName, operation, params);
  if ('params' in checked) return checked.params;
  throw new VendorError('InvalidRequest', describeProblems(checked.problems));
}

/** A workflow reset to before its start runs this again in another run: what the first run started must be found. */
function refuseAfterReset({ firstExecutionRunId, foundIn = firstExecutionRunId }: StartJobInput): void {
  if (activityInfo().workflowExecution?.runId === foundIn) return;
  throw new VendorError('AnswerLost', 'the workflow was reset: what its first run has started must be found first');
}
