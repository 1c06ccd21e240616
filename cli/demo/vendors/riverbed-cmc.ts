import { workOf } from '../scenarios.ts';
import { type DemoVendor, idOf } from './demo-vendor.ts';

/** The simulator's own features stay below. */
const FIRST_FEATURE_ID = 101;

export const riverbedCmc: DemoVendor = {
  title: 'Riverbed CMC',
  options: (scenarios) => ({
    'riverbed-cmc': {
      features: scenarios.map((scenario, index) => {
        const { seconds, pendingSeconds = 0, fails, refusesStop = false } = scenario.course;
        const name = workOf(scenario);
        return {
          id: FIRST_FEATURE_ID + index,
          name,
          prettyName: name,
          description: scenario.shows,
          isPushEnabled: true,
          behaviour: {
            seconds,
            queuedSeconds: pendingSeconds,
            refusesCancel: refusesStop,
            ...(fails && { fails: 'all' }),
          },
        };
      }),
    },
  }),
  order: (scenario) => ({ operation: 'push', params: { features: [workOf(scenario)], siteIds: [1, 2] } }),
  isFor: (scenario, { content }, simulator) =>
    content?.includes(`"feature_ids":[${idOf(simulator, 'features', workOf(scenario))}]`) ?? false,
};
