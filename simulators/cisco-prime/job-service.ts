import type { Call, Reply } from '../core/call.ts';
import { type Address, nestedList } from './address.ts';
import { badRequest, errorReply } from './errors.ts';
import type { Tree } from './format.ts';
import { isRunning, type Job } from './job.ts';
import { findRun } from './jobs.ts';
import { type Operation, operationReply, type Prime } from './operations.ts';
import { inside, listOf, readBody, textOf } from './request-body.ts';

interface OperationResultStatus {
  id: number;
  message: string;
  status: 'Success' | 'Failure';
}

/** A text refuses; a number of ids is what the request named. */
type Attempt = (id: string) => { isDone: boolean; message: string };

function idsOf(call: Call, root: string, list: string, item: string): string[] | Reply {
  const body = readBody(call);
  if ('problem' in body) {
    return body.problem === 'unsupported'
      ? errorReply(call, 415, 'Unsupported media type.', 'PRS-105')
      : badRequest(call, 'The request payload cannot be read.');
  }
  const ids = listOf(inside(body.tree, root, list, item)).map((id) => textOf(id) ?? '');
  if (ids.length === 0) return badRequest(call, `${root} needs at least one ${item}.`);
  return ids.every((id) => /^-?\d+$/.test(id)) ? ids : badRequest(call, `${item} is a Long.`);
}

/** The page wraps both lists in an element of the same name as their items. */
function wrapped(name: string, items: OperationResultStatus[], { version }: Address, { emptyList }: Prime): Tree {
  if (items.length > 0) return { [name]: { [name]: nestedList(version, items) } };
  if (emptyList === 'omitted') return {};
  return { [name]: emptyList === 'object' ? {} : [] };
}

function operate(
  call: Call,
  address: Address,
  prime: Prime,
  operation: string,
  ids: string[],
  attempt: Attempt,
): Reply {
  call.ids.push(...ids);
  const results = ids.map((id): OperationResultStatus => {
    const { isDone, message } = attempt(id);
    if (operation.startsWith('CANCEL')) prime.ledger.cancelRequest(call, id, isDone ? 'accepted' : 'refused');
    return { id: Number(id), message, status: isDone ? 'Success' : 'Failure' };
  });
  const success = results.filter((result) => result.status === 'Success');
  const failure = results.filter((result) => result.status === 'Failure');
  const operationResult = {
    ...wrapped('failure', failure, address, prime),
    message: `${operation} succeeded for ${success.length} of ${results.length}`,
    operation,
    ...wrapped('success', success, address, prime),
  };
  return operationReply(call, address, { operationResult: nestedList(address.version, [operationResult]) });
}

/** PUT jobService/cancelrunning: takes run ids, each with an answer of its own. */
export const cancelRunning: Operation = (call, address, prime) => {
  const ids = idsOf(call, 'jobRunOperationPayload', 'runIds', 'runId');
  if (!Array.isArray(ids)) return ids;
  return operate(call, address, prime, 'CANCELRUNNING', ids, (id) => {
    const found = findRun(prime.jobs.visible(), id);
    if (found === undefined) return { isDone: false, message: `Job run instance ${id} not found` };
    const { job, run } = found;
    if (!isRunning(run)) return { isDone: false, message: `Job run instance ${id} is not running` };
    if (job.template.isStubborn) return { isDone: false, message: `Job run instance ${id} cannot be cancelled` };
    if (!call.acceptNothing) prime.jobs.runs.stop(job, run, { user: call.user ?? '', call: call.n });
    return { isDone: true, message: `Job run instance ${id} is being cancelled` };
  });
};

type JobAttempt = (job: Job, call: Call, prime: Prime) => string | undefined;

/** An operation on job ids. The attempt answers why it was refused. */
function jobOperation(operation: string, attempt: JobAttempt): Operation {
  return (call, address, prime) => {
    const ids = idsOf(call, 'jobOperationPayload', 'jobIds', 'jobId');
    if (!Array.isArray(ids)) return ids;
    return operate(call, address, prime, operation, ids, (id) => {
      const job = prime.jobs.visible().find((candidate) => candidate.id === id);
      if (job === undefined) return { isDone: false, message: `Job ${id} not found` };
      const refusal = attempt(job, call, prime);
      return { isDone: refusal === undefined, message: refusal ?? `Job ${id}: ${operation} successful` };
    });
  };
}

/** Disables the trigger for good. An instance that runs is not touched. */
export const cancel = jobOperation('CANCEL', (job, call, { jobs }) => {
  if (job.status !== 'SCHEDULED' && job.status !== 'SUSPENDED') return `Job ${job.id} is already ${job.status}`;
  if (!call.acceptNothing) jobs.disable(job, 'CANCELLED', call);
  return undefined;
});

/** Disables the trigger for a while. An instance that runs is not touched. */
export const suspend = jobOperation('SUSPEND', (job, call, { jobs }) => {
  if (job.status !== 'SCHEDULED') return `Job ${job.id} is ${job.status}`;
  if (!call.acceptNothing) jobs.disable(job, 'SUSPENDED', call);
  return undefined;
});

export const resume = jobOperation('RESUME', (job, call, { jobs }) => {
  if (job.status !== 'SUSPENDED') return `Job ${job.id} is not suspended`;
  if (!call.acceptNothing) jobs.resume(job);
  return undefined;
});
