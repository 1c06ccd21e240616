import { type Behaviour, guidOf } from './definition.ts';
import { type Definitions, ORDINARY } from './definitions.ts';
import type { SymantecCcsOptions } from './options.ts';
import type { Runs } from './runs.ts';

const ENDLESS = Number.POSITIVE_INFINITY;

interface Seed {
  name: string;
  behaviour: Behaviour;
  /** Where a page or a public client names one; else it follows from the name. */
  id?: string;
}

const SEEDS: readonly Seed[] = [
  { name: 'Unix-Baseline', behaviour: ORDINARY, id: '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16' },
  { name: 'Windows-Baseline', behaviour: ORDINARY, id: '24f58e54-5d94-45f8-97a8-ccb6d959233a' },
  { name: 'Online-Normal std-AL', behaviour: ORDINARY, id: 'a282d163-2248-4904-8135-0eaf08be8e55' },
  { name: 'Test_Job', behaviour: ORDINARY, id: '2a221e47-f38a-4a6b-af20-43d650e6d56b' },
  { name: 'Quick-Collection', behaviour: { pendingSeconds: 0, seconds: 2, ends: 'completed' } },
  { name: 'Broken-Evaluation', behaviour: { pendingSeconds: 0, seconds: 10, ends: 'faulted' } },
  { name: 'Quarterly-Audit', behaviour: { pendingSeconds: 0, seconds: 3600, ends: 'completed' } },
  { name: 'Queued-Collection', behaviour: { pendingSeconds: 30, seconds: 20, ends: 'completed' } },
  { name: 'Sealed-Evaluation', behaviour: { pendingSeconds: 0, seconds: 120, ends: 'completed', refusesAbort: true } },
  { name: 'Lingering-Audit', behaviour: { pendingSeconds: 0, seconds: 3600, ends: 'completed', stopSeconds: 20 } },
  { name: 'Endless-Collection', behaviour: { pendingSeconds: 0, seconds: ENDLESS, ends: 'completed' } },
];

/** What all of them look at: the ids that a public client sends when it makes a job. */
const SCOPE = {
  AssetsResolutionInfo: [
    { Id: 'd387d8b5-6278-4bcb-83c7-b55d2072d2a8', Type: 'symc-csm-AssetSystem-Asset-Unix-Machine' },
  ],
  Standards: ['6b020d29-5fe8-47d0-bd89-ccd3339a5ebe'],
};

/** The run that the page's sample aborts, and the job it belongs to. */
const STANDING = { name: 'Standing-Collection', runId: 'a348fb16-6d5b-4de3-bfd3-13f214a01538' };

const ORDINARY_JOBS = 40;

function ordinary(count: number): Seed[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Collection-${String(index + 1).padStart(2, '0')}`,
    behaviour: ORDINARY,
  }));
}

export function plantSeeds(definitions: Definitions, runs: Runs, options: SymantecCcsOptions): void {
  const creator = 'domain1\\administrator';
  const seeds = [...SEEDS, ...ordinary(options.ordinaryJobs ?? ORDINARY_JOBS), ...(options.jobs ?? [])];
  for (const { name, behaviour, id = guidOf(name) } of seeds as Seed[]) {
    const description = `Seeded job ${name}`;
    const details = { ...SCOPE, JobDescription: description, JobName: name };
    definitions.create({ id, name, creator, behaviour, description, details });
  }
  const behaviour = { pendingSeconds: 0, seconds: ENDLESS, ends: 'completed' } as const;
  const standing = definitions.create({ id: guidOf(STANDING.name), name: STANDING.name, creator, behaviour });
  runs.execute(standing, 'domain1\\colleague', undefined, STANDING.runId);
}
