import type { SimulatedUser } from '../core/world.ts';
import type { Behaviour } from './definition.ts';

export interface SymantecCcsOptions {
  /** Which form of a password the token call takes: the pages show both. @default 'either' */
  passwords?: 'either' | 'plain' | 'base64';
  /** Life of an access token in vendor seconds. @default 3600 */
  accessSeconds?: number;
  /** Life of a refresh token in vendor seconds. @default 5400 */
  refreshSeconds?: number;
  /** Wraps the answer of execute in JobStatusInfo, as the page's table does and its sample does not. @default false */
  wrapped?: boolean;
  /** Lets a job be executed while a run of it is on. @default false */
  parallelRuns?: boolean;
  /** How many jobs of the name Collection-nn there are. @default 40 */
  ordinaryJobs?: number;
  /** More jobs. */
  jobs?: { name: string; behaviour: Behaviour }[];
  /** More users. */
  users?: SimulatedUser[];
  /** Vendor seconds between an accepted abort and its effect. @default 1 */
  stopSeconds?: number;
}
