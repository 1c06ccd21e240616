import type { Surroundings, World } from '../core/world.ts';
import type { Appliance } from './appliance.ts';
import { createControl } from './control.ts';
import { createDevices } from './devices.ts';
import { createGuard } from './guard.ts';
import { createJobs } from './jobs.ts';
import type { LenovoXclarityOptions } from './options.ts';
import { answer, kindOf } from './routes.ts';
import { plantSeeds } from './seeds.ts';
import { createSessions } from './sessions.ts';
import { createUsers } from './users.ts';
import { createWorks } from './works.ts';

const STOP_SECONDS = 1;
const INACTIVITY_SECONDS = 86_400;

function createAppliance(options: LenovoXclarityOptions, surroundings: Surroundings): Appliance {
  const { stopSeconds = STOP_SECONDS, inactivitySeconds = INACTIVITY_SECONDS } = options;
  const { loginRefusal = 400, missingAttribute = 412, unknownAmongKnown = 'leftOut' } = options;
  const works = createWorks(options.works ?? []);
  const appliance: Appliance = {
    ...surroundings,
    works,
    devices: createDevices(options, works),
    jobs: createJobs({ ...surroundings, stopSeconds }),
    users: createUsers(options.users ?? []),
    sessions: createSessions(surroundings.clock, inactivitySeconds),
    choices: { loginRefusal, missingAttribute, unknownAmongKnown },
    actions: [],
    dispatch: (call) => answer(call, appliance),
  };
  plantSeeds(appliance.jobs, appliance.devices);
  return appliance;
}

/** Lenovo XClarity Administrator's tasks, and the older jobs. */
export function createLenovoXclarity(options: LenovoXclarityOptions, surroundings: Surroundings): World {
  const appliance = createAppliance(options, surroundings);
  const { users, jobs, devices, works } = appliance;
  return {
    vendor: 'lenovo-xclarity',
    kindOf,
    guard: createGuard(appliance, kindOf),
    carryOut: (call) => answer(call, appliance),
    control: createControl(appliance),
    inventory: () => ({
      users: users.all(),
      jobs: jobs.all().map((job) => job.uid),
      devices: Object.fromEntries(devices.all().map(({ name, uuid }) => [name, uuid])),
      works: works.all().map((work) => work.name),
    }),
  };
}
