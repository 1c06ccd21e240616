import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Appliance, findJob, type Route } from './appliance.ts';
import { family, isOver, type Job, type Part } from './job.ts';
import { conflict, notFound } from './messages.ts';
import { taskView } from './views.ts';

export function idsOf(list: string): string[] {
  return [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== '');
}

/** A task that the API shows, by its id or by that of one of its subtasks. */
export function findTask(appliance: Appliance, uid: string): { job: Job; part: Part } | undefined {
  for (const job of appliance.jobs.visible()) {
    const part = job.isLegacy ? undefined : family(job).find((candidate) => candidate.uid === uid);
    if (part !== undefined) return { job, part };
  }
  return undefined;
}

function isCompact({ query }: Call): boolean {
  return query.get('compact') === 'true';
}

function listTasks(call: Call, { jobs }: Appliance): Reply {
  const tasks = jobs.visible().filter((job) => !job.isLegacy);
  return jsonReply(
    200,
    tasks.map((job) => taskView(job, isCompact(call))),
  );
}

/** Always an array, also for one id. */
function readTasks(call: Call, appliance: Appliance, list: string): Reply {
  const ids = idsOf(list);
  call.ids.push(...ids);
  const found = ids.map((id) => findTask(appliance, id));
  const known = found.filter((one) => one !== undefined);
  const unknown = ids.filter((_, index) => found[index] === undefined);
  const isRefused = appliance.choices.unknownAmongKnown === 'refused' && unknown.length > 0;
  if (known.length === 0 || isRefused) return notFound(`There is no job ${unknown.join(', ')}.`);
  return jsonReply(
    200,
    known.map(({ job, part }) => (part === job ? taskView(job, isCompact(call)) : subtaskView(job, part))),
  );
}

function subtaskView(job: Job, part: Part): Record<string, unknown> {
  return { ...taskView({ ...job, ...part, shown: {} }), customUid: part.customUid, parentUID: job.uid };
}

/** All of them, or none: a job that still runs is kept. */
function deleteTasks(call: Call, appliance: Appliance, list: string): Reply {
  const ids = idsOf(list);
  call.ids.push(...ids);
  const found = ids.map((id) => findJob(appliance, id));
  const unknown = ids.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) return notFound(`There is no job ${unknown.join(', ')}.`);
  const jobs = found.filter((job) => job !== undefined);
  const open = jobs.filter((job) => !isOver(job));
  if (open.length > 0) return conflict(`Job ${open.map((job) => job.uid).join(', ')} has not ended.`);
  for (const job of jobs) appliance.jobs.remove(job);
  return { status: 200 };
}

export const TASK_READ_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/tasks$/, kind: 'look', answer: listTasks },
  { method: 'GET', path: /^\/tasks\/([^/]+)$/, kind: 'look', answer: readTasks },
  { method: 'DELETE', path: /^\/tasks\/([^/]+)$/, kind: 'other', answer: deleteTasks },
];
