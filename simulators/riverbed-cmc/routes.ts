import type { Call, CallKind, Reply } from '../core/call.ts';
import { addressOf } from './address.ts';
import { LOGIN_PATHS } from './common-routes.ts';
import type { Configurator } from './configurator.ts';
import { notFound, wrongMethod } from './errors.ts';
import { listFeatures, readFeature } from './feature-routes.ts';
import { cancelJob, createJob, listJobs, readJob } from './job-routes.ts';

interface Route {
  method: 'GET' | 'POST';
  /** `*` stands for an id. */
  path: string;
  kind: CallKind;
  answer(call: Call, configurator: Configurator, id: string): Reply;
}

const ROUTES: readonly Route[] = [
  { method: 'GET', path: 'jobs', kind: 'look', answer: listJobs },
  { method: 'POST', path: 'jobs', kind: 'start', answer: createJob },
  {
    method: 'GET',
    path: 'jobs/items/*',
    kind: 'look',
    answer: (call, configurator, id) => readJob(call, id, configurator),
  },
  {
    method: 'POST',
    path: 'jobs/items/*/cancel',
    kind: 'cancel',
    answer: (call, configurator, id) => cancelJob(call, id, configurator),
  },
  { method: 'GET', path: 'features', kind: 'other', answer: listFeatures },
  {
    method: 'GET',
    path: 'features/items/*',
    kind: 'other',
    answer: (call, configurator, id) => readFeature(call, id, configurator),
  },
];

function routesAt(parts: string[]): Route[] {
  const pattern = parts.map((part, index) => (index === 2 ? '*' : part)).join('/');
  return ROUTES.filter((route) => route.path === pattern);
}

/** By the route alone. */
export function kindOf(call: Call): CallKind {
  const address = addressOf(call);
  if (address === undefined) return 'other';
  if (address.service === 'common') return LOGIN_PATHS.includes(address.parts.join('/')) ? 'login' : 'other';
  return routesAt(address.parts).find((route) => route.method === call.method)?.kind ?? 'other';
}

/** Answers the calls of cmc.configurator. */
export function answerConfigurator(call: Call, parts: string[], configurator: Configurator): Reply {
  const routes = routesAt(parts);
  if (routes.length === 0) return notFound(call);
  const route = routes.find((one) => one.method === call.method);
  return route === undefined ? wrongMethod(call) : route.answer(call, configurator, parts[2] ?? '');
}
