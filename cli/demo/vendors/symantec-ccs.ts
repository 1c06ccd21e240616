import { workOf } from '../scenarios.ts';
import { type DemoVendor, idOf } from './demo-vendor.ts';

export const symantecCcs: DemoVendor = {
  title: 'Symantec CCS',
  options: (scenarios) => ({
    'symantec-ccs': {
      jobs: scenarios.map((scenario) => {
        const { seconds, pendingSeconds = 0, fails, refusesStop = false } = scenario.course;
        const ends = fails ? 'faulted' : 'completed';
        return { name: workOf(scenario), behaviour: { pendingSeconds, seconds, ends, refusesAbort: refusesStop } };
      }),
    },
  }),
  order: (scenario, simulator) => ({
    operation: 'run',
    params: { jobId: idOf(simulator, 'jobNames', workOf(scenario)) },
  }),
  isFor: (scenario, { id }, simulator) => id === idOf(simulator, 'jobNames', workOf(scenario)),
};
