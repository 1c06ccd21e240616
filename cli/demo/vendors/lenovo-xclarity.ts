import type { RunningSimulator } from '../../../simulators/index.ts';
import type { LenovoOperation } from '../scenario.ts';
import { workOf } from '../scenarios.ts';
import { type DemoVendor, idOf } from './demo-vendor.ts';

/** Each scenario has a device of its own; a tracked task has none, but a title. */
export const lenovoXclarity: DemoVendor = {
  title: 'Lenovo XClarity',
  options: (scenarios) => ({
    'lenovo-xclarity': {
      works: scenarios.map((scenario) => {
        const { seconds, pendingSeconds = 0, fails, refusesStop = false } = scenario.course;
        const ends = fails ? 'error' : 'complete';
        return { name: workOf(scenario), behaviour: { pendingSeconds, seconds, ends, refusesCancel: refusesStop } };
      }),
    },
  }),
  order: (scenario, simulator) => {
    const { operation = 'update-firmware' } = scenario;
    return { operation, params: paramsOf(operation, workOf(scenario), simulator) };
  },
  isFor: (scenario, { content = '' }, simulator) =>
    content.includes(deviceOf(workOf(scenario), simulator)) || content.includes(`"title":"${workOf(scenario)}"`),
};

function paramsOf(operation: LenovoOperation, work: string, simulator: RunningSimulator): unknown {
  switch (operation) {
    case 'update-firmware': {
      const components = [{ fixid: `lnvgy_fw_${work}-1.00_anyos_noarch`, component: 'UEFI' }];
      return { servers: [{ uuid: deviceOf(work, simulator), components }] };
    }
    case 'power':
      return { uuid: deviceOf(work, simulator), powerState: 'powerCycleSoftGrace' };
    case 'track':
      return { attributes: { title: work } };
  }
}

function deviceOf(work: string, simulator: RunningSimulator): string {
  return String(idOf(simulator, 'devices', work));
}
