import { getClient, startWorkflow, WorkflowRunOperationHandler } from '@temporalio/nexus';
import {
  HandlerStartOperationResult,
  OperationError,
  type OperationHandler,
  operation,
  type ServiceHandler,
  type StartOperationContext,
  service,
  serviceHandler,
} from 'nexus-rpc';
import { conflictWords, differencesOf } from '../contract/differences.ts';
import type { JobRequest, Outcome } from '../contract/job.ts';
import { MEMO_REQUEST, NEXUS_SERVICE, RUN_JOB } from '../contract/messages.ts';
import { checkRequest, describeProblems } from '../contract/request.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';

/**
 * Reeve for workflows of other namespaces. Its one operation is a job: a cancel of the operation is a cancel request to
 * the job, and the operation ends as the job's workflow does.
 */
export function createNexusService(): ServiceHandler {
  const definition = service(NEXUS_SERVICE, { [RUN_JOB]: operation<JobRequest, Outcome>() });
  return serviceHandler(definition, { [RUN_JOB]: new RunJobHandler() });
}

/** An `OperationError` ends the operation at once; what else is thrown, Temporal tries again. */
class RunJobHandler implements OperationHandler<JobRequest, Outcome> {
  readonly #new = new WorkflowRunOperationHandler((context: StartOperationContext, request: JobRequest) =>
    startJob(context, request, 'FAIL'),
  );
  /** The operation ends with the job that runs under the key already. */
  readonly #joined = new WorkflowRunOperationHandler((context: StartOperationContext, request: JobRequest) =>
    startJob(context, request, 'USE_EXISTING'),
  );

  /** Starts the job, or joins the one that has its key, as the client's `start` does. */
  async start(context: StartOperationContext, request: JobRequest): Promise<HandlerStartOperationResult<Outcome>> {
    const problems = checkRequest(request);
    if (problems.length > 0) throw new OperationError('failed', describeProblems(problems));
    const started = await unlessTaken(() => this.#new.start(context, request));
    if (started !== undefined) return started;
    const id = jobIdOf(context, request);
    await refuseAnother(id, request);
    const joined = await unlessTaken(() => this.#joined.start(context, request));
    // A closed one cannot be joined: its end is there already.
    return joined ?? HandlerStartOperationResult.sync(await endOf(id));
  }

  cancel(...args: Parameters<OperationHandler<JobRequest, Outcome>['cancel']>): Promise<void> {
    return this.#new.cancel(...args);
  }
}

/** Without a key, the request's id: it stays the same when Temporal asks again. */
function jobIdOf({ requestId }: StartOperationContext, { endpoint, key }: JobRequest): string {
  return `job/${endpoint}/${key ?? requestId}`;
}

function startJob(context: StartOperationContext, request: JobRequest, onConflict: 'FAIL' | 'USE_EXISTING') {
  return startWorkflow<(given: JobRequest) => Promise<Outcome>>(context, RUN_JOB, {
    workflowId: jobIdOf(context, request),
    taskQueue: WORKFLOW_QUEUE,
    workflowIdConflictPolicy: onConflict,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [request],
    memo: { [MEMO_REQUEST]: request },
    staticSummary: `${request.operation} on ${request.endpoint}`,
  });
}

/** Undefined where a job has the key: a closed one always, a running one where it is not to be joined. */
async function unlessTaken<T>(start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (Error.isError(error) && error.name === 'WorkflowExecutionAlreadyStartedError') return undefined;
    throw error;
  }
}

async function refuseAnother(id: string, request: JobRequest): Promise<void> {
  const { memo } = await getClient().workflow.getHandle(id).describe();
  const existing = memo?.[MEMO_REQUEST];
  const differences = existing === undefined ? [] : differencesOf(existing, request);
  if (existing !== undefined && differences.length === 0) return;
  throw new OperationError('failed', conflictWords(id, differences));
}

/** How a closed job ended, as the operation that started it was told. */
async function endOf(id: string): Promise<Outcome> {
  try {
    return await getClient().workflow.getHandle(id).result();
  } catch (error) {
    if (!Error.isError(error) || error.name !== 'WorkflowFailedError' || !Error.isError(error.cause)) throw error;
    const { cause } = error;
    throw new OperationError(cause.name === 'CancelledFailure' ? 'canceled' : 'failed', cause.message, { cause });
  }
}
