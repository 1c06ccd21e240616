import type { Call } from '../core/call.ts';
import { actionOf } from './body.ts';
import { BOUNCE_PAGES, PATCH_PAGES, type Page, type ProductPages, page } from './page.ts';
import type { Product } from './products.ts';
import { SCOPES } from './users.ts';

const { approver, privileged, user } = SCOPES;

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

const OPERATIONS = page('operations', 'other', user, true, '');
const SERVICES = page('services', 'other', user, true, '');

export const NOT_OPTED_IN: Record<Product, string> = {
  config: 'You can use Configuration execution API only if your customer has opted-in for Configuration functionality.',
  bounce: 'You can use Bounce API only if customer has opted-in for bounce functionality.',
  patch: 'You can use CEMLI execution API only if the customer has opted-in for CEMLI functionality.',
};

interface Route {
  pattern: RegExp;
  product: Product;
  /** By verb. */
  pages: Partial<Record<string, Page>>;
  /** Instead of the page of the verb, where the body says so. */
  cancel?: Page;
}

/** In this order: `instances/executions` would otherwise be an instance's name. */
function routesOf(base: string, product: Product, pages: ProductPages): Route[] {
  const { create, conflicts, list, details, schedule, cancel } = pages;
  const instances = `^/${base}/v1/customers/(?<csi>[^/]+)/(?<serviceType>[^/]+)/products/${product}/instances`;
  const executions = `${instances}/(?<target>[^/]+)/executions`;
  return [
    { pattern: new RegExp(`${instances}/executions$`), product, pages: { GET: list } },
    { pattern: new RegExp(`${executions}$`), product, pages: { GET: conflicts, POST: create } },
    { pattern: new RegExp(`${executions}/(?<id>[^/]+)$`), product, pages: { GET: details, PUT: schedule }, cancel },
  ];
}

const CONFIG_PAGES: ProductPages = {
  create: CREATE,
  conflicts: CONFLICTS,
  list: LIST,
  details: DETAILS,
  schedule: SCHEDULE,
  cancel: CANCEL,
};

const SELF_SERVICE = '^/selfservice/v1';

const ROUTES: readonly Route[] = [
  ...routesOf('selfservice', 'config', CONFIG_PAGES),
  ...routesOf('selfservice', 'bounce', BOUNCE_PAGES),
  ...routesOf('cemli', 'patch', PATCH_PAGES),
  { pattern: new RegExp(`${SELF_SERVICE}/executions/status$`), product: 'config', pages: { GET: STATUS } },
  {
    pattern: new RegExp(`${SELF_SERVICE}/executions/(?<id>[^/]+)/status/details$`),
    product: 'config',
    pages: { GET: STEPS },
  },
  {
    pattern: new RegExp(
      `${SELF_SERVICE}/customers/services/(?<serviceType>[^/]+)/products/config/types/(?<config>[^/]+)$`,
    ),
    product: 'config',
    pages: { GET: TYPES },
  },
  {
    pattern: new RegExp(`${SELF_SERVICE}/customers/services/products/bounce/operations$`),
    product: 'bounce',
    pages: { GET: OPERATIONS },
  },
  {
    pattern: new RegExp(`${SELF_SERVICE}/customers/services/products/bounce/services$`),
    product: 'bounce',
    pages: { GET: SERVICES },
  },
];

export interface Found {
  page: Page;
  product: Product;
  /** The path's parameters; empty where the path has none of that name. */
  csi: string;
  serviceType: string;
  target: string;
  id: string;
  config: string;
}

/** The page that describes the call; `method`: the path exists, with other verbs; undefined: no such path. */
export function findPage(call: Call): Found | 'method' | undefined {
  for (const { pattern, product, pages, cancel } of ROUTES) {
    const match = pattern.exec(call.path);
    if (match === null) continue;
    const named = pages[call.method];
    if (named === undefined) return 'method';
    const parts = { csi: '', serviceType: '', target: '', id: '', config: '', ...match.groups };
    const isCancel = named.name === 'schedule' && actionOf(call) === 'cancel';
    return { ...parts, product, page: isCancel ? (cancel ?? named) : named };
  }
  return undefined;
}
