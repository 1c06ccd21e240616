import type { Clock } from '../core/clock.ts';
import type { Ending } from '../core/ledger.ts';
import type { FeatureList } from './feature.ts';
import type { Job } from './job.ts';
import type { Jobs, NewJob } from './jobs.ts';
import { SITES } from './targets.ts';

interface Seed {
  id: number;
  /** By name. */
  feature: string;
  siteId: number;
  /** How it ended, if it is over. */
  ended?: Ending;
}

/** One of each kind from the start. */
const SEEDS: readonly Seed[] = [
  { id: 1, feature: 'networking', siteId: 1, ended: 'succeeded' },
  { id: 2, feature: 'security', siteId: 2, ended: 'partial' },
  { id: 3, feature: 'optimization', siteId: 3, ended: 'failed' },
  { id: 4, feature: 'networking', siteId: 4, ended: 'canceled' },
  { id: 5, feature: 'endless_push', siteId: 5 },
  { id: 6, feature: 'standing_queue', siteId: 6 },
  { id: 7, feature: 'standing_refusal', siteId: 7 },
];

const ENDLESS = Number.POSITIVE_INFINITY;

/** How the jobs behave that stand there from the start; no order can ask for these. */
const STANDING = [
  { name: 'standing_queue', behaviour: { seconds: 20, queuedSeconds: ENDLESS } },
  { name: 'standing_refusal', behaviour: { seconds: ENDLESS, refusesCancel: true } },
] as const;

const A_DAY_MS = 86_400_000;

function ordered(seed: Seed, features: FeatureList): Omit<NewJob, 'createdAt'> {
  const standing = STANDING.find((one) => one.name === seed.feature);
  const name = standing === undefined ? seed.feature : 'networking';
  const feature = features.all().find((one) => one.name === name);
  const serials = SITES.find((site) => site.id === seed.siteId)?.serials ?? [];
  return {
    id: seed.id,
    user: 'colleague',
    targets: { kind: 'site_ids', ids: [seed.siteId] },
    serials,
    features:
      feature === undefined ? [] : [standing === undefined ? feature : { ...feature, behaviour: standing.behaviour }],
  };
}

/** All of them were made a day ago: a filter by time tells them from new ones. */
export function plantSeeds(jobs: Jobs, features: FeatureList, clock: Clock): void {
  for (const seed of SEEDS) {
    const job = jobs.create({ ...ordered(seed, features), createdAt: clock.now() - A_DAY_MS });
    if (seed.ended !== undefined) jobs.end(job, seed.ended);
  }
}

/** The id now belongs to somebody else's job, which runs; the job that had it runs on unseen. */
export function replaceJob(job: Job, jobs: Jobs, features: FeatureList): void {
  jobs.forget(job);
  jobs.create(ordered({ id: job.id, feature: 'endless_push', siteId: 8 }, features));
}
