import type { Call, CallKind, Reply } from '../core/call.ts';
import type { Appliance, Route } from './appliance.ts';
import { notValid } from './messages.ts';
import { objectOf } from './request-body.ts';
import { cancelByCallback, cancelByList } from './task-cancel.ts';
import { idsOf } from './task-read.ts';
import { updateTask } from './task-update.ts';

const CALLBACK_NAMES = ['cancelURL', 'cancelRESTMethod', 'cancelRESTBody', 'expirationTimeOut'];
const UPDATE_NAMES = ['jobUID', 'percentage', 'status', 'summary'];

/**
 * One path has two uses, told apart by what the body names: a callback by which to cancel, or how far the job is. An empty
 * body is the page's own use with everything missing; a body that names both is neither.
 */
function useOf(call: Call): 'callback' | 'update' | undefined {
  const body = call.body === '' ? {} : objectOf(call);
  if (body === undefined) return undefined;
  const namesUpdate = UPDATE_NAMES.some((name) => name in body);
  const namesCallback = CALLBACK_NAMES.some((name) => name in body);
  if (namesUpdate) return namesCallback ? undefined : 'update';
  return 'callback';
}

function kindOfPut(call: Call): CallKind {
  return useOf(call) === 'callback' ? 'cancel' : 'other';
}

function putTasks(call: Call, appliance: Appliance, list: string): Reply {
  const ids = idsOf(list);
  call.ids.push(...ids);
  switch (useOf(call)) {
    case 'callback':
      return cancelByCallback(call, appliance, ids);
    case 'update':
      return updateTask(call, appliance, ids);
    default:
      return notValid('The body adds a cancel callback, or it updates a job.');
  }
}

export const TASK_PUT_ROUTES: readonly Route[] = [
  { method: 'PUT', path: /^\/tasks$/, kind: 'cancel', answer: cancelByList },
  { method: 'PUT', path: /^\/tasks\/([^/]+)$/, kind: kindOfPut, answer: putTasks },
];
