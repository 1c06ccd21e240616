import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Configurator, Operation } from './configurator.ts';
import { notFound, problem } from './errors.ts';
import { isOver, type Job } from './job.ts';
import { filterJobs } from './job-filters.ts';
import { orderOf } from './job-order.ts';
import { jobView } from './views.ts';

function jobReply(status: number, job: Job, { clock, emptyFields }: Configurator): Reply {
  return jsonReply(status, jobView(job, clock, emptyFields));
}

/** GET jobs: a bare array, the oldest first. */
export const listJobs: Operation = (call, { jobs, clock, emptyFields }) => {
  const found = filterJobs(jobs.visible(), call.query);
  if (typeof found === 'string') return problem(call, 'REQUEST_INVALID_INPUT', found);
  call.ids.push(...found.map(({ id }) => String(id)));
  return jsonReply(
    200,
    found.map((job) => jobView(job, clock, emptyFields)),
  );
};

/** POST jobs: an assumption, after a sibling service that makes things by a POST to their collection. */
export const createJob: Operation = (call, configurator) => {
  const asked = orderOf(call.body, configurator);
  if (typeof asked === 'string') return problem(call, 'REQUEST_INVALID_INPUT', asked);
  const job = configurator.jobs.create({ ...asked, user: call.user ?? '', call });
  call.ids.push(String(job.id));
  const location = `${call.path.replace(/\/+$/, '')}/items/${job.id}`;
  return { ...jobReply(201, job, configurator), headers: { location } };
};

/** The job, or the reply that there is none. An id that is no integer is no job's. */
function findJob(call: Call, id: string, { jobs }: Configurator): Job | Reply {
  call.ids.push(id);
  return jobs.visible().find((job) => String(job.id) === id) ?? notFound(call, `job ${id}`);
}

export function readJob(call: Call, id: string, configurator: Configurator): Reply {
  const job = findJob(call, id, configurator);
  return 'features' in job ? jobReply(200, job, configurator) : job;
}

function cancelReply(call: Call, job: Job, configurator: Configurator): Reply {
  if (call.body.trim() !== '') return problem(call, 'REQUEST_INVALID_INPUT', 'Do not provide a request body.');
  if (isOver(job) && configurator.cancelOfEnded === 'refuse') {
    return problem(call, 'RESOURCE_CONFLICT', `The job ${job.id} is already ${job.status}.`);
  }
  if (job.status === 'InProgress' && job.behaviour.refusesCancel) {
    return problem(call, 'RESOURCE_CONFLICT', `The job ${job.id} cannot be canceled.`);
  }
  if (!isOver(job) && !call.acceptNothing) configurator.jobs.cancel(job, { user: call.user ?? '', call: call.n });
  return jobReply(200, job, configurator);
}

/** POST jobs/items/{id}/cancel: no body, and the job in the answer, which may still be in progress. */
export function cancelJob(call: Call, id: string, configurator: Configurator): Reply {
  const job = findJob(call, id, configurator);
  const reply = 'features' in job ? cancelReply(call, job, configurator) : job;
  configurator.ledger.cancelRequest(call, id, reply.status < 300 ? 'accepted' : 'refused');
  return reply;
}
