import type { Activities, Activity } from './activities.ts';
import type { Place } from './execution.ts';
import type { Executions, NewExecution } from './executions.ts';
import type { Runs } from './runs.ts';
import type { Schedules } from './schedules.ts';

const DAY_MS = 86_400_000;
const DCMATI: Place = { csi: '21845621', serviceType: 'EBSO', target: 'DCMATI' };

interface SeedsInput {
  executions: Executions;
  runs: Runs;
  schedules: Schedules;
  activities: Activities;
  now: number;
  sample: 'single' | 'toggle';
}

function seed(activity: Activity, more: Partial<NewExecution>): NewExecution {
  const duration = { unit: 'hours', value: 4 } as const;
  const [type = ''] = activity.types;
  const summary = 'Apply Config Changes';
  return { place: DCMATI, summary, duration, bounce: false, activity, type, user: 'colleague', ...more };
}

/** The page's sample ids. Whatever is scheduled here stays so: its day does not come. */
export function plantSeeds({ executions, runs, schedules, activities, now, sample }: SeedsInput): void {
  const first = activities.find('Trace & Debug', 'FRD Enable/Disable');
  const plain = activities.find('Application Parameters', 'Profile Option Update');
  if (first === undefined || plain === undefined) return;
  const never = { ...first.behaviour, queueSeconds: Number.POSITIVE_INFINITY };
  const endless = { ...plain.behaviour, seconds: Number.POSITIVE_INFINITY };
  const standing = { ...first, behaviour: never, second: never };

  const alone = executions.create(seed(standing, { id: '3-7JZXAMZ' }));
  schedules.schedule(alone, now + 30 * DAY_MS, 'colleague');
  if (sample === 'toggle') {
    const after = executions.create(seed(standing, { id: '3-7JZXAMB', type: 'Disable', parent: alone }));
    schedules.schedule(after, now + 31 * DAY_MS, 'colleague');
  }
  const foreign: Place = { csi: '44000001', serviceType: 'EBSO', target: 'DCOTHER' };
  const other = executions.create(seed(standing, { id: '3-9GLOBEX', place: foreign, user: 'stranger' }));
  schedules.schedule(other, now + 30 * DAY_MS, 'stranger');
  runs.begin(executions.create(seed({ ...plain, behaviour: endless }, { id: '3-B3RSD2H' })));
  for (const id of ['3-BLFVC0W', '3-XTFVC0W']) runs.end(executions.create(seed(plain, { id })), 'succeeded');
}
