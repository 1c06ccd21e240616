import type { Call, CallKind, Reply } from '../core/call.ts';
import type { Surroundings } from '../core/world.ts';
import type { Devices } from './devices.ts';
import type { Job } from './job.ts';
import type { Jobs } from './jobs.ts';
import type { LenovoXclarityOptions } from './options.ts';
import type { Sessions } from './sessions.ts';
import type { Users } from './users.ts';
import type { Works } from './works.ts';

type Choices = Required<Pick<LenovoXclarityOptions, 'loginRefusal' | 'missingAttribute' | 'unknownAmongKnown'>>;

/** What the routes work on. */
export interface Appliance extends Surroundings {
  jobs: Jobs;
  devices: Devices;
  works: Works;
  users: Users;
  sessions: Sessions;
  choices: Choices;
  /** Predefined actions of schedules, as they were registered. */
  actions: Record<string, unknown>[];
  /** Carries a callback to the management server itself out, as a request of its user's. */
  dispatch(call: Call): Reply;
}

export interface Route {
  method: string;
  path: RegExp;
  kind: CallKind | ((call: Call) => CallKind);
  /** `part` is what the path's parentheses hold. */
  answer(call: Call, appliance: Appliance, part: string): Reply;
}

/** A job that the API shows, by its own id. */
export function findJob(appliance: Appliance, uid: string): Job | undefined {
  return appliance.jobs.visible().find((job) => job.uid === uid);
}
