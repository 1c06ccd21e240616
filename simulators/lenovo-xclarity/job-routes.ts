import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Appliance, findJob, type Route } from './appliance.ts';
import { isOver, STATES } from './job.ts';
import { conflict, notFound, notValid } from './messages.ts';
import { objectOf } from './request-body.ts';
import { isCancelable, jobView } from './views.ts';

/** `state=Running,uuid=…`: public clients put a comma where an ampersand belongs. */
function filtersOf({ query }: Call): Map<string, string> {
  const filters = new Map<string, string>();
  for (const [name, value] of query) {
    const [first = '', ...more] = value.split(/,(?=\w+=)/);
    filters.set(name, first.trim());
    for (const pair of more) {
      const [key = '', text = ''] = pair.split('=');
      filters.set(key, text.trim());
    }
  }
  return filters;
}

function trimmed(view: Record<string, unknown>, filters: Map<string, string>): Record<string, unknown> {
  const included = filters.get('includeAttributes')?.split(',');
  const excluded = filters.get('excludeAttributes')?.split(',') ?? [];
  const names = Object.keys(view).filter((name) => !excluded.includes(name) && (included?.includes(name) ?? true));
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}

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

function readJob(call: Call, appliance: Appliance, id: string): Reply {
  call.ids.push(id);
  const job = findJob(appliance, id);
  if (job === undefined) return notFound(`There is no job ${id}.`);
  return jsonReply(200, trimmed(jobView(job), filtersOf(call)));
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
  { method: 'GET', path: one, kind: 'look', answer: readJob },
  { method: 'PUT', path: one, kind: 'cancel', answer: cancelJob },
  { method: 'DELETE', path: one, kind: 'other', answer: deleteJob },
];
