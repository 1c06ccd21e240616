import type { SimulatedUser } from '../core/world.ts';
import type { Feature } from './feature.ts';

/** A user may have an access code of its own. @default `<name>-access-code-1` */
export type CmcUser = SimulatedUser & { accessCode?: string };

/** How fields are shown that have no value yet: the page allows null and absence. */
export type EmptyFields = 'page' | 'null' | 'omitted';

export interface RiverbedCmcOptions {
  /** The form of an access token: without a dot, for `Bearer`, or in three parts, for `SignedBearer`. @default 'bearer' */
  tokens?: 'bearer' | 'signed';
  /** Life of an access token in vendor seconds. @default 3600 */
  tokenSeconds?: number;
  /** Vendor seconds without a request after which a log-in by cookie ends. @default 3600 */
  sessionSeconds?: number;
  /** What `auth_info` lists; the other ways to log in are closed. @default all three */
  logins?: ('BASIC' | 'COOKIE' | 'OAUTH_2_0')[];
  /** @default 'page': push_time as the page says, completion_time null, error_text absent */
  emptyFields?: EmptyFields;
  /** The job_status of a job that failed in parts. @default 'Failed' */
  partialStatus?: 'Failed' | 'Success';
  /** What a cancel of a job that is over gets: 409, or the job with 200. @default 'refuse' */
  cancelOfEnded?: 'refuse' | 'job';
  /** Whether sites and appliances that nobody defined are refused. @default 'refuse' */
  unknownTargets?: 'refuse' | 'take';
  /** More features, or other behaviour for those that exist. */
  features?: Feature[];
  /** More users. */
  users?: CmcUser[];
  /** Vendor seconds between an accepted cancel of a running job and its effect. @default 1 */
  stopSeconds?: number;
}
