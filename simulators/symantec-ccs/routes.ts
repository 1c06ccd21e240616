import type { Call, CallKind, Reply } from '../core/call.ts';
import { createJob, deleteJob, isRunNow, updateJob } from './definition-routes.ts';
import { answerJob, answerJobRuns, answerOperation, operationOf, type Suite } from './job-routes.ts';
import { problem } from './replies.ts';
import { answerSearch } from './search.ts';

const BASE = '/ccs/api/v1/';

/** The path's parts after the base, in lower case: the vendor's own pages write `jobs` and `Jobs`. */
function partsOf({ path }: Call): string[] {
  const lower = path.toLowerCase();
  if (!lower.startsWith(BASE)) return [];
  return lower
    .slice(BASE.length)
    .split('/')
    .filter((part) => part !== '');
}

export function isTokenRoute(call: Call): boolean {
  return partsOf(call).join('/') === 'oauth/tokens';
}

/** By route, and for a job's one route by its operation. */
export function kindOf(call: Call): CallKind {
  if (isTokenRoute(call)) return 'login';
  const [area, id] = partsOf(call);
  if (area !== 'jobs') return 'other';
  if (call.method === 'GET') return 'look';
  if (call.method !== 'POST') return 'other';
  if (id === undefined) return isRunNow(call) ? 'start' : 'other';
  const operation = operationOf(call);
  if (operation === 'execute') return 'start';
  return operation === 'abort' ? 'cancel' : 'other';
}

function answerCollection(call: Call, suite: Suite): Reply {
  switch (call.method) {
    case 'GET':
      return answerSearch(call, suite.definitions);
    case 'POST':
      return createJob(call, suite);
    case 'PATCH':
      return updateJob(call, suite);
    case 'DELETE':
      return deleteJob(call, suite);
    default:
      return problem(405, `The requested resource does not support http method '${call.method}'.`);
  }
}

export function answer(call: Call, suite: Suite): Reply {
  const [area, id, list, ...more] = partsOf(call);
  const isKnown = area === 'jobs' && (list === undefined || list === 'jobruns') && more.length === 0;
  if (!isKnown) return problem(404, `No HTTP resource was found that matches the request URI '${call.path}'.`);
  if (id === undefined) return answerCollection(call, suite);
  if (call.method === 'POST' && list === undefined) return answerOperation(call, id, suite);
  if (call.method !== 'GET')
    return problem(405, `The requested resource does not support http method '${call.method}'.`);
  return list === undefined ? answerJob(call, id, suite) : answerJobRuns(call, id, suite);
}
