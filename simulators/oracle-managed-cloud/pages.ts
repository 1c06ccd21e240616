import type { Call, CallKind } from '../core/call.ts';
import { actionOf } from './body.ts';
import { SCOPES, type Scope } from './users.ts';

/** What a page of the vendor's says about its call: who may, and in which words it is refused. */
export interface Page {
  name: 'create' | 'conflicts' | 'list' | 'details' | 'schedule' | 'cancel' | 'status' | 'steps' | 'types';
  /** To create and to schedule are both a start: only together do they make something run. */
  kind: CallKind;
  scope: Scope;
  /** Whether the page lists the Identifier header. */
  isIdentified: boolean;
  ownOnly: string;
}

const { approver, privileged, user } = SCOPES;

const page = (name: Page['name'], kind: CallKind, scope: Scope, isIdentified: boolean, ownOnly: string): Page => ({
  name,
  kind,
  scope,
  isIdentified,
  ownOnly,
});

const OF_INSTANCES = 'that belong to your customer services or instances only.';
const CREATE = page('create', 'start', privileged, true, 'You can create executions only for your customer instance.');
const CONFLICTS = page(
  'conflicts',
  'look',
  approver,
  true,
  `You can get conflict details for the executions ${OF_INSTANCES}`,
);
const LIST = page('list', 'look', user, false, 'You can list executions only for your customer.');
const DETAILS = page(
  'details',
  'look',
  user,
  true,
  'You can get configuration execution details only for your customer.',
);
const SCHEDULE = page(
  'schedule',
  'start',
  approver,
  false,
  'You can schedule executions only for your customer instances.',
);
const CANCEL = page(
  'cancel',
  'cancel',
  approver,
  false,
  'You can cancel the execution schedule only for your customer instances.',
);
const OWN_STATUS = 'You can get execution status only for executions created by your customer.';
const STATUS = page('status', 'look', user, true, OWN_STATUS);
const STEPS = page('steps', 'look', user, true, OWN_STATUS);
const TYPES = page(
  'types',
  'other',
  user,
  true,
  'You can access this information only for the service type that belongs to your customer.',
);

export const NOT_OPTED_IN =
  'You can use Configuration execution API only if your customer has opted-in for Configuration functionality.';

const CUSTOMER = '^/selfservice/v1/customers/(?<csi>[^/]+)/(?<serviceType>[^/]+)/products/config/instances';

// In this order: `instances/executions` would otherwise be an instance's name.
const ROUTES: readonly { pattern: RegExp; pages: Partial<Record<string, Page>> }[] = [
  { pattern: new RegExp(`${CUSTOMER}/executions$`), pages: { GET: LIST } },
  { pattern: new RegExp(`${CUSTOMER}/(?<target>[^/]+)/executions$`), pages: { GET: CONFLICTS, POST: CREATE } },
  {
    pattern: new RegExp(`${CUSTOMER}/(?<target>[^/]+)/executions/(?<id>[^/]+)$`),
    pages: { GET: DETAILS, PUT: SCHEDULE },
  },
  { pattern: /^\/selfservice\/v1\/executions\/status$/, pages: { GET: STATUS } },
  { pattern: /^\/selfservice\/v1\/executions\/(?<id>[^/]+)\/status\/details$/, pages: { GET: STEPS } },
  {
    pattern:
      /^\/selfservice\/v1\/customers\/services\/(?<serviceType>[^/]+)\/products\/config\/types\/(?<config>[^/]+)$/,
    pages: { GET: TYPES },
  },
];

export interface Found {
  page: Page;
  /** The path's parameters; empty where the path has none of that name. */
  csi: string;
  serviceType: string;
  target: string;
  id: string;
  config: string;
}

/** The page that describes the call; `method`: the path exists, with other verbs; undefined: no such path. */
export function findPage(call: Call): Found | 'method' | undefined {
  for (const { pattern, pages } of ROUTES) {
    const match = pattern.exec(call.path);
    if (match === null) continue;
    const named = pages[call.method];
    if (named === undefined) return 'method';
    const parts = { csi: '', serviceType: '', target: '', id: '', config: '', ...match.groups };
    return { ...parts, page: named === SCHEDULE && actionOf(call) === 'cancel' ? CANCEL : named };
  }
  return undefined;
}
