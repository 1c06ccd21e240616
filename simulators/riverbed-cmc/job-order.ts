import { z } from 'zod';
import type { Feature, FeatureList } from './feature.ts';
import type { NewJob } from './jobs.ts';
import type { RiverbedCmcOptions } from './options.ts';
import { appliancesOf, TARGET_KINDS, type Targets } from './targets.ts';

const ids = z.array(z.int()).min(1);

/** The page's schema of what may be written. What it marks as read-only, and what it does not name, is ignored. */
const order = z.object({
  feature_ids: ids,
  site_ids: ids.optional(),
  appliance_serial_numbers: z.array(z.string().min(1)).min(1).optional(),
  site_type_ids: ids.optional(),
  operation: z.string().optional(),
  idx: z.int().optional(),
  timestamp: z.int().optional(),
  backup: z.boolean().optional(),
});
type Order = z.infer<typeof order>;

function readOrder(body: string): Order | string {
  try {
    const { data, error } = order.safeParse(JSON.parse(body));
    if (data !== undefined) return data;
    const [first] = error?.issues ?? [];
    return `${first?.path.join('.') || 'job'}: ${first?.message ?? 'not valid'}.`;
  } catch {
    return 'The request body is not valid JSON.';
  }
}

function targetsOf(asked: Order): Targets | string {
  const given = TARGET_KINDS.flatMap((kind) => (asked[kind] === undefined ? [] : [{ kind, ids: asked[kind] }]));
  const [only, ...more] = given;
  return only === undefined || more.length > 0 ? `Exactly one of ${TARGET_KINDS.join(', ')} is needed.` : only;
}

function featuresOf(asked: Order, list: FeatureList): Feature[] | string {
  const features: Feature[] = [];
  for (const id of new Set(asked.feature_ids)) {
    const feature = list.find(id);
    if (feature === undefined) return `feature_ids: there is no feature ${id}.`;
    if (!feature.isPushEnabled) return `feature_ids: push is not enabled for feature ${id}.`;
    features.push(feature);
  }
  return features;
}

interface Known {
  features: FeatureList;
  unknownTargets: NonNullable<RiverbedCmcOptions['unknownTargets']>;
}

/** The job that a request's body asks for, or why it cannot be taken. */
export function orderOf(body: string, known: Known): Omit<NewJob, 'user' | 'call'> | string {
  const asked = readOrder(body);
  if (typeof asked === 'string') return asked;
  const targets = targetsOf(asked);
  if (typeof targets === 'string') return targets;
  const features = featuresOf(asked, known.features);
  if (typeof features === 'string') return features;
  const serials = appliancesOf(targets, known.unknownTargets);
  if ('unknown' in serials) return `${targets.kind}: there is no ${serials.unknown}.`;
  const { operation, idx, timestamp, backup } = asked;
  return { targets, features, serials, operation, idx, timestamp, backup };
}
