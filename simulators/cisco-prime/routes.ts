import type { Call, CallKind, Reply } from '../core/call.ts';
import { type Address, type ApiVersion, addressOf } from './address.ts';
import { deployTemplateThroughJob } from './deploy.ts';
import { cliTemplates, devices, type EntityType, jobSummaries } from './entities.ts';
import { htmlReply, noSuchType } from './errors.ts';
import { documentReply } from './format.ts';
import { cancel, cancelRunning, resume, suspend } from './job-service.ts';
import type { Operation, Prime } from './operations.ts';
import { answerEntity, answerList } from './query.ts';
import { rateLimits } from './rate-service.ts';
import { runHistory } from './run-history.ts';

interface Route {
  path: string;
  method: 'GET' | 'PUT';
  kind: CallKind;
  since: ApiVersion;
  operation: Operation;
}

const ROUTES: readonly Route[] = [
  {
    path: 'cliTemplateConfiguration/deployTemplateThroughJob',
    method: 'PUT',
    kind: 'start',
    since: 1,
    operation: deployTemplateThroughJob,
  },
  { path: 'jobService/cancelrunning', method: 'PUT', kind: 'cancel', since: 1, operation: cancelRunning },
  { path: 'jobService/cancel', method: 'PUT', kind: 'cancel', since: 1, operation: cancel },
  { path: 'jobService/suspend', method: 'PUT', kind: 'other', since: 1, operation: suspend },
  { path: 'jobService/resume', method: 'PUT', kind: 'other', since: 1, operation: resume },
  { path: 'jobService/runhistory', method: 'GET', kind: 'look', since: 1, operation: runHistory },
  { path: 'rateService/rateLimits', method: 'GET', kind: 'other', since: 4, operation: rateLimits },
];

function routeOf(call: Call, address: Address): Route | undefined {
  const path = address.parts.join('/');
  return ROUTES.find((one) => one.path === path && one.method === call.method && one.since <= address.version);
}

/** By the route alone. */
export function kindOf(call: Call): CallKind {
  const address = addressOf(call);
  if (address === undefined) return 'other';
  if (address.area === 'data') return address.parts[0] === 'JobSummary' ? 'look' : 'other';
  return routeOf(call, address)?.kind ?? 'other';
}

function entityTypes({ jobs, templates, utcOffsetMinutes }: Prime): EntityType[] {
  return [cliTemplates(templates), devices, jobSummaries(jobs, utcOffsetMinutes)];
}

/** GET data.json: what can be queried. */
function dataCatalogue(call: Call, address: Address, prime: Prime): Reply {
  const entityType = entityTypes(prime).map(({ name }) => ({ '@url': `${address.rootUrl}/${name}`, $: name }));
  const head = { '@requestUrl': address.requestUrl, '@responseType': 'listEntityTypes', '@rootUrl': address.rootUrl };
  return documentReply(200, { queryResponse: { ...head, entityType } }, call);
}

/** GET op.json: what can be done, by the last word of its path; `@path` is what follows `op/`. */
function operationCatalogue(call: Call, address: Address): Reply {
  const operation = ROUTES.filter(({ since }) => since <= address.version).map(({ path, method }) => ({
    '@httpMethod': method,
    '@path': path,
    $: path.split('/').at(-1),
  }));
  const head = { '@requestUrl': address.requestUrl, '@responseType': 'listOperations', '@rootUrl': address.rootUrl };
  return documentReply(200, { queryResponse: { ...head, operation } }, call);
}

function answerQuery(call: Call, address: Address, prime: Prime): Reply {
  const [name, id, ...more] = address.parts;
  if (name === undefined) return dataCatalogue(call, address, prime);
  const type = entityTypes(prime).find((one) => one.name === name);
  if (type === undefined || more.length > 0 || call.method !== 'GET') return noSuchType(call, name);
  if (id === undefined) return answerList(call, address, type, prime.utcOffsetMinutes);
  call.ids.push(id);
  return answerEntity(call, address, type, id);
}

function notServed(call: Call): Reply {
  return htmlReply(404, 'Not Found', `The requested resource ${call.path} is not available.`);
}

export function answer(call: Call, prime: Prime): Reply {
  const address = addressOf(call);
  if (address === undefined) return notServed(call);
  if (address.area === 'data') return answerQuery(call, address, prime);
  if (address.parts.length === 0) return operationCatalogue(call, address);
  const route = routeOf(call, address);
  return route === undefined ? notServed(call) : route.operation(call, address, prime);
}
