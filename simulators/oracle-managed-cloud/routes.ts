import type { Call, CallKind, Reply } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger } from '../core/ledger.ts';
import type { Activities } from './activities.ts';
import { actionOf } from './body.ts';
import { answerCancel } from './cancel-route.ts';
import type { Conflicts } from './conflicts.ts';
import { answerCreate } from './create-route.ts';
import { type Customers, SERVICE_TYPES, type ServiceType } from './customers.ts';
import { type Execution, isSamePlace, type Place } from './execution.ts';
import type { Executions } from './executions.ts';
import { isTokenRoute } from './guard.ts';
import {
  answerConflicts,
  answerDetails,
  answerList,
  answerOperations,
  answerServices,
  answerTypes,
} from './look-routes.ts';
import type { OracleManagedCloudOptions } from './options.ts';
import { type Found, findPage, NOT_OPTED_IN } from './pages.ts';
import { forbidden, invalid, notFound } from './replies.ts';
import type { Runs } from './runs.ts';
import { answerSchedule } from './schedule-route.ts';
import type { Schedules } from './schedules.ts';
import { answerSibling } from './sibling-route.ts';
import { answerStatus, answerSteps } from './status-routes.ts';
import { customerOf, type Users } from './users.ts';

/** What the routes work on. */
export interface Platform
  extends Required<
    Pick<OracleManagedCloudOptions, 'leadMinutes' | 'conflictStatus' | 'cancelOpen' | 'utcOffsetMinutes'>
  > {
  clock: Clock;
  ledger: Ledger;
  users: Users;
  customers: Customers;
  activities: Activities;
  executions: Executions;
  runs: Runs;
  schedules: Schedules;
  conflicts: Conflicts;
}

/** By route, and for an execution's one route by its action. */
export function kindOf(call: Call): CallKind {
  if (isTokenRoute(call)) return 'login';
  const found = findPage(call);
  if (found === undefined || found === 'method') return 'other';
  if (found.page.name === 'schedule' && actionOf(call) !== 'schedule') return 'other';
  return found.page.kind;
}

const isServiceType = (text: string): text is ServiceType => SERVICE_TYPES.some((type) => type === text);

/** Where it shall happen, if that is the caller's own and opted in. */
function placeOf(call: Call, { csi, serviceType, target, page, product }: Found, platform: Platform): Place | Reply {
  const support = platform.customers.find(csi);
  const asking = platform.users.find(call.user ?? '');
  if (asking === undefined || support?.customer !== customerOf(asking)) return forbidden(page.ownOnly);
  if (!support.optedIn) return forbidden(NOT_OPTED_IN[product]);
  if (!isServiceType(serviceType)) return invalid(`serviceType is one of ${SERVICE_TYPES.join(', ')}.`);
  const isOwn = target === '' || support.instances[serviceType]?.includes(target) === true;
  return isOwn ? { csi, serviceType, target } : forbidden(page.ownOnly);
}

function answerOne(call: Call, execution: Execution, page: Found['page']['name'], platform: Platform): Reply {
  if (page === 'details') return answerDetails(execution, platform);
  return page === 'cancel' ? answerCancel(call, execution, platform) : answerSchedule(call, execution, platform);
}

function answerCollection(call: Call, place: Place, { page, product }: Found, platform: Platform): Reply {
  if (page.name === 'list') return answerList(call, place, product, platform);
  if (page.name === 'conflicts') return answerConflicts(call, place, platform);
  return product === 'config' ? answerCreate(call, place, platform) : answerSibling(call, place, product, platform);
}

function answerAt(call: Call, place: Place, found: Found, platform: Platform): Reply {
  const { page, product, id } = found;
  if (id === '') return answerCollection(call, place, found, platform);
  call.ids.push(id);
  const own = platform.executions.visible().filter((one) => one.product === product && isSamePlace(one.place, place));
  const execution = own.find((one) => one.id === id);
  if (execution !== undefined) return answerOne(call, execution, page.name, platform);
  if (page.name === 'cancel') platform.ledger.cancelRequest(call, id, 'refused');
  return notFound(`Execution ${id}`);
}

export function answer(call: Call, platform: Platform): Reply {
  const found = findPage(call);
  if (found === undefined || found === 'method') return notFound(call.path);
  if (found.page.name === 'status') return answerStatus(call, platform);
  if (found.page.name === 'steps') return answerSteps(call, found.id, platform);
  if (found.page.name === 'types') return answerTypes(found.config, platform);
  if (found.page.name === 'operations') return answerOperations();
  if (found.page.name === 'services') return answerServices();
  const place = placeOf(call, found, platform);
  return 'status' in place ? place : answerAt(call, place, found, platform);
}
