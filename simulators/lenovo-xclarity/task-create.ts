import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Appliance, Route } from './appliance.ts';
import { family, METHODS, type Part } from './job.ts';
import { missing, notValid } from './messages.ts';
import type { NewJob, NewPart } from './new-job.ts';
import { jsonOf } from './request-body.ts';

const subtask = z.looseObject({
  title: z.string().optional(),
  customUid: z.string().optional(),
  targetUUIDs: z.array(z.string()).optional(),
  get children() {
    return z.array(subtask).optional();
  },
});
type Subtask = z.infer<typeof subtask>;

const task = subtask.extend({
  args: z.array(z.string()).optional(),
  category: z.string().optional(),
  createdBy: z.string().optional(),
  cancelURL: z.string().optional(),
  cancelRESTMethod: z.enum(METHODS).optional(),
  cancelRESTBody: z.unknown().optional(),
  expirationTimeOut: z.int().min(-1).optional(),
});
type Task = z.infer<typeof task>;

function titleOf({ title, customUid }: Subtask): string {
  return title ?? customUid ?? 'Task';
}

function newPart(asked: Subtask): NewPart {
  const { customUid, targetUUIDs, children = [] } = asked;
  return { title: titleOf(asked), customUid, target: targetUUIDs?.[0], parts: children.map(newPart) };
}

/** What the request lacks: a callback needs its method, and a body where the method has one. */
function lackOf({ cancelURL, cancelRESTMethod, cancelRESTBody }: Task): string | undefined {
  if (cancelURL === undefined) return undefined;
  if (cancelRESTMethod === undefined) return 'cancelRESTMethod';
  const needsBody = cancelRESTMethod === 'PUT' || cancelRESTMethod === 'POST';
  return needsBody && cancelRESTBody === undefined ? 'cancelRESTBody' : undefined;
}

function newTask(asked: Task, call: Call, { works }: Appliance): NewJob {
  const { cancelURL: url, cancelRESTMethod: method, cancelRESTBody: body, expirationTimeOut = -1 } = asked;
  return {
    ...newPart(asked),
    category: asked.category ?? 'Custom',
    user: call.user ?? '',
    call,
    content: JSON.stringify(asked),
    args: asked.args ?? [],
    // A title that names a work: the simulator plays whoever would report on the task.
    behaviour: works.find([asked.title]),
    callback: url === undefined || method === undefined ? undefined : { url, method, body },
    expirationTimeOut,
  };
}

/** In the order of the page's sample, which no client should rely on: the last one stands first. */
function answerOf(parts: Part[]): Reply {
  if (parts.every((part) => part.customUid === undefined)) {
    return jsonReply(
      200,
      parts.map((part) => part.uid),
    );
  }
  const shown = [...parts.slice(-1), ...parts.slice(0, -1)];
  return jsonReply(
    200,
    shown.map(({ customUid, uid }) => (customUid === undefined ? { uid } : { customUid, uid })),
  );
}

/** POST /tasks: a task on which whoever made it reports. */
function createTasks(call: Call, appliance: Appliance): Reply {
  const { success, data, error } = z
    .array(task)
    .min(1)
    .safeParse([jsonOf(call)].flat());
  if (!success) return notValid(z.prettifyError(error));
  const lack = data.map(lackOf).find((one) => one !== undefined);
  if (lack !== undefined) return missing(appliance.choices.missingAttribute, lack);
  const jobs = data.map((asked) => appliance.jobs.create(newTask(asked, call, appliance)));
  call.ids.push(...jobs.map((job) => job.uid));
  return answerOf(jobs.flatMap(family));
}

export const TASK_CREATE_ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/tasks$/, kind: 'start', answer: createTasks },
];
