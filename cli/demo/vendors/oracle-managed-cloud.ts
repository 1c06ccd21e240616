import type { Scenario } from '../scenario.ts';
import { workOf } from '../scenarios.ts';
import type { DemoVendor } from './demo-vendor.ts';

const CONFIG = 'Application Parameters';
const TYPE = 'Update';
/** Oracle wants 16 minutes' notice, Reeve gives 17: they take two seconds. */
const SCHEDULE_SPEED = 480;

export const oracleManagedCloud: DemoVendor = {
  title: 'Oracle Managed Cloud',
  options: (scenarios) => ({
    'oracle-managed-cloud': {
      scheduleSpeed: SCHEDULE_SPEED,
      activities: scenarios.map((scenario) => {
        const { seconds, fails, refusesStop = false } = scenario.course;
        const ends = fails ? 'failed' : 'succeeded';
        const behaviour = { queueSeconds: 0, seconds, ends, refusesCancel: refusesStop } as const;
        return { config: CONFIG, name: workOf(scenario), types: [TYPE], behaviour };
      }),
    },
  }),
  order: (scenario) => ({
    operation: 'run-config',
    params: {
      instanceId: 'DCMATI',
      duration: { unit: 'hours', value: 1 },
      config: { type: CONFIG, activity: { name: workOf(scenario), type: TYPE } },
      primaryContact: 'operator@example.com',
      ...scheduleOf(scenario),
    },
  }),
  isFor: (scenario, { content }) => content?.endsWith(`/${CONFIG}/${workOf(scenario)}/${TYPE}`) ?? false,
};

/** Left out, it is the earliest that is possible. */
function scheduleOf({ course: { pendingSeconds } }: Scenario): { scheduledTime?: string } {
  if (pendingSeconds === undefined) return {};
  return { scheduledTime: new Date(Date.now() + pendingSeconds * SCHEDULE_SPEED * 1000).toISOString() };
}
