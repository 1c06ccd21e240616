import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import type { Appliance } from './appliance.ts';
import { callBack } from './callback.ts';
import { type Callback, isOver, type Job, METHODS } from './job.ts';
import { failure, message, missing, notValid } from './messages.ts';
import { objectOf } from './request-body.ts';
import { findTask } from './task-read.ts';
import { isCancelable } from './views.ts';

const cancelList = z.looseObject({ action: z.literal('cancel'), list: z.array(z.string()).min(1) });

interface Sorted {
  jobs: Job[];
  unknown: string[];
  /** Why an id was refused. */
  refused: { id: string; why: string }[];
}

function sortIds(ids: string[], appliance: Appliance): Sorted {
  const sorted: Sorted = { jobs: [], unknown: [], refused: [] };
  for (const id of new Set(ids)) {
    const found = findTask(appliance, id);
    if (found === undefined) sorted.unknown.push(id);
    else if (found.part !== found.job) sorted.refused.push({ id, why: `is a subtask of job ${found.job.uid}` });
    else if (isOver(found.job)) sorted.refused.push({ id, why: `has already ended: ${found.job.state}` });
    else if (!isCancelable(found.job)) sorted.refused.push({ id, why: 'cannot be cancelled' });
    else sorted.jobs.push(found.job);
  }
  return sorted;
}

/** Assumption: what can be cancelled is, and one message for each id tells what was refused. */
function answerFor({ jobs, unknown, refused }: Sorted, call: Call, appliance: Appliance, unknownStatus: number): Reply {
  for (const { uid } of jobs) appliance.ledger.cancelRequest(call, uid, 'accepted');
  for (const id of [...unknown, ...refused.map((one) => one.id)]) appliance.ledger.cancelRequest(call, id, 'refused');
  const messages = [
    ...unknown.map((id) => message('FQXHMJM0020E', `Job ${id} cannot be found.`)),
    ...refused.map(({ id, why }) => message('FQXHMJM0021E', `Job ${id} ${why}.`)),
  ];
  if (messages.length === 0) return { status: 200 };
  return failure(refused.length > 0 ? 400 : unknownStatus, ...messages);
}

/** PUT /tasks: the server's own cancel. A callback that somebody stored is told, whatever it answers. */
export function cancelByList(call: Call, appliance: Appliance): Reply {
  const { success, data, error } = cancelList.safeParse(objectOf(call));
  if (!success) return notValid(z.prettifyError(error));
  call.ids.push(...data.list);
  const sorted = sortIds(data.list, appliance);
  const by = { user: call.user ?? '', call: call.n };
  for (const job of call.acceptNothing ? [] : sorted.jobs) {
    if (job.isStopping) continue;
    appliance.jobs.cancel(job, by);
    if (job.behaviour === undefined && job.callback !== undefined) callBack(job.callback, call, appliance, () => {});
  }
  return answerFor(sorted, call, appliance, 400);
}

const addition = z.looseObject({
  cancelRESTBody: z.record(z.string(), z.unknown()).optional(),
  cancelRESTMethod: z.enum(METHODS),
  cancelURL: z.string().min(1),
  expirationTimeOut: z.int().min(-1),
});

function lackOf(body: Record<string, unknown>): string | undefined {
  const { cancelRESTMethod: method } = body;
  const needed = ['cancelRESTMethod', 'cancelURL', 'expirationTimeOut'];
  if (method === 'PUT' || method === 'POST') needed.push('cancelRESTBody');
  return needed.find((name) => body[name] === undefined);
}

/** PUT /tasks/{job_list}: stores the callback, calls it, and cancels the tasks if it answers 2xx. */
export function cancelByCallback(call: Call, appliance: Appliance, ids: string[]): Reply {
  const body = objectOf(call) ?? {};
  const lack = lackOf(body);
  if (lack !== undefined) return missing(appliance.choices.missingAttribute, lack);
  const { success, data, error } = addition.safeParse(body);
  if (!success) return notValid(z.prettifyError(error));
  const { cancelURL: url, cancelRESTMethod: method, cancelRESTBody, expirationTimeOut } = data;
  const callback: Callback = { url, method, ...(cancelRESTBody === undefined ? {} : { body: cancelRESTBody }) };
  const sorted = sortIds(ids, appliance);
  const by = { user: call.user ?? '', call: call.n };
  if (!call.acceptNothing && sorted.jobs.length > 0) {
    for (const job of sorted.jobs) {
      job.callback = callback;
      appliance.jobs.expire(job, expirationTimeOut, by);
    }
    callBack(callback, call, appliance, () => {
      for (const job of sorted.jobs) appliance.jobs.cancel(job, by);
    });
  }
  return answerFor(sorted, call, appliance, 404);
}
