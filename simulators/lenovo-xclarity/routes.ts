import type { Call, CallKind, Reply } from '../core/call.ts';
import type { Appliance, Route } from './appliance.ts';
import { FIRMWARE_ROUTES } from './firmware-routes.ts';
import { JOB_ROUTES } from './job-routes.ts';
import { notFound, notValid } from './messages.ts';
import { NODE_ROUTES } from './node-routes.ts';
import { OTHER_ROUTES } from './other-routes.ts';
import { SESSION_ROUTES } from './session-routes.ts';
import { TASK_CREATE_ROUTES } from './task-create.ts';
import { TASK_PUT_ROUTES } from './task-put.ts';
import { TASK_READ_ROUTES } from './task-read.ts';

const ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...TASK_READ_ROUTES,
  ...TASK_CREATE_ROUTES,
  ...TASK_PUT_ROUTES,
  ...JOB_ROUTES,
  ...FIRMWARE_ROUTES,
  ...NODE_ROUTES,
  ...OTHER_ROUTES,
];

function pathOf({ path }: Call): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function routeOf(call: Call): Route | undefined {
  return ROUTES.find(({ method, path }) => method === call.method && path.test(pathOf(call)));
}

/** By route, and where one path has several uses, by query or body. */
export function kindOf(call: Call): CallKind {
  const kind = routeOf(call)?.kind ?? 'other';
  return typeof kind === 'function' ? kind(call) : kind;
}

export function answer(call: Call, appliance: Appliance): Reply {
  const route = routeOf(call);
  if (route !== undefined) return route.answer(call, appliance, route.path.exec(pathOf(call))?.[1] ?? '');
  const isKnown = ROUTES.some(({ path }) => path.test(pathOf(call)));
  return isKnown ? notValid(`${call.method} is not supported here.`) : notFound(`There is nothing at ${call.path}.`);
}
