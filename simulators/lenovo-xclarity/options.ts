import type { SimulatedUser } from '../core/world.ts';
import type { Work } from './works.ts';

export interface LenovoXclarityOptions {
  /** More works, or other behaviour for those that exist. A Fixid, a device and a tracked task's title name them. */
  works?: Work[];
  /** More managed devices. A device whose name is that of a work behaves like it. */
  devices?: { uuid: string; name: string; isUnlicensed?: boolean }[];
  /** More users. */
  users?: SimulatedUser[];
  /** How many devices of the name node-nn there are. @default 40 */
  ordinaryDevices?: number;
  /** Vendor seconds between an accepted cancel and its effect. @default 1 */
  stopSeconds?: number;
  /** Vendor seconds without a request after which a session ends. @default 86400, the documented 1440 minutes */
  inactivitySeconds?: number;
  /** How a log-in with wrong credentials is answered: 400 is what the log-in's page knows, 403 what a public client takes for one. @default 400 */
  loginRefusal?: 400 | 401 | 403;
  /** How a missing attribute of a task's callback is answered: both are documented. @default 412 */
  missingAttribute?: 400 | 412;
  /** Unknown ids among known ones in GET /tasks/{list}. @default 'leftOut' */
  unknownAmongKnown?: 'leftOut' | 'refused';
}
