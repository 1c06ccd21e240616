import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Appliance, findJob, type Route } from './appliance.ts';
import { filtersOf, trimmed } from './attributes.ts';
import { isOver, STATES } from './job.ts';
import { conflict, notFound, notValid } from './messages.ts';
import { objectOf } from './request-body.ts';
import { idsOf } from './task-read.ts';
import { isCancelable, jobView } from './views.ts';

function listJobs(call: Call, { jobs }: Appliance): Reply {
  const filters = filtersOf(call);
  const [state, uuid] = [filters.get('state'), filters.get('uuid')];
  if (state !== undefined && !STATES.some((known) => known === state)) return notValid(`${state} is no state.`);
  const views = jobs.visible().map(jobView);
  const found = views.filter(
    (view) =>
      (state === undefined || (view.status as { state: string }).state === state) &&
      (uuid === undefined || view.uuid === uuid.toUpperCase()),
  );
  return jsonReply(
    200,
    found.map((view) => trimmed(view, filters)),
  );
}

/** One job as an object; of several, separated by commas as in /tasks, an array. */
function readJobs(call: Call, appliance: Appliance, list: string): Reply {
  const ids = idsOf(list);
  call.ids.push(...ids);
  const jobs = ids.flatMap((id) => findJob(appliance, id) ?? []);
  if (jobs.length < ids.length || jobs.length === 0) return notFound(`There is no job ${list}.`);
  const views = jobs.map((job) => trimmed(jobView(job), filtersOf(call)));
  return jsonReply(200, views.length === 1 ? views[0] : views);
}

function refusal(call: Call, appliance: Appliance, id: string): Reply | undefined {
  const asked = objectOf(call)?.cancelRequest;
  // Public clients send the word as a text.
  if (asked !== true && asked !== 'true') return notValid('cancelRequest is true.');
  const job = findJob(appliance, id);
  if (job === undefined) return notFound(`There is no job ${id}.`);
  if (isOver(job)) return conflict(`Job ${id} has already ended: ${job.state}.`);
  return isCancelable(job) ? undefined : conflict(`Job ${id} cannot be cancelled.`);
}

function cancelJob(call: Call, appliance: Appliance, id: string): Reply {
  call.ids.push(id);
  const refused = refusal(call, appliance, id);
  appliance.ledger.cancelRequest(call, id, refused === undefined ? 'accepted' : 'refused');
  const job = findJob(appliance, id);
  if (refused !== undefined || job === undefined) return refused ?? notFound(`There is no job ${id}.`);
  if (!call.acceptNothing) appliance.jobs.cancel(job, { user: call.user ?? '', call: call.n });
  return { status: 200 };
}

function deleteJob(call: Call, appliance: Appliance, id: string): Reply {
  call.ids.push(id);
  const job = findJob(appliance, id);
  if (job === undefined) return notFound(`There is no job ${id}.`);
  if (!isOver(job)) return conflict(`Job ${id} has not ended.`);
  appliance.jobs.remove(job);
  return { status: 200 };
}

const one = /^\/jobs\/([^/]+)$/;

/** The older form of the same jobs. */
export const JOB_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/jobs$/, kind: 'look', answer: listJobs },
  { method: 'GET', path: one, kind: 'look', answer: readJobs },
  { method: 'PUT', path: one, kind: 'cancel', answer: cancelJob },
  { method: 'DELETE', path: one, kind: 'other', answer: deleteJob },
];
