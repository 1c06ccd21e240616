import type { Activity } from './activities.ts';
import type { SupportIdentifier } from './customers.ts';
import type { OracleUser } from './users.ts';

export interface OracleManagedCloudOptions {
  /** How much earlier than its time an execution must be scheduled. @default 16, as the page says */
  leadMinutes?: number;
  /** Seconds of waiting for a scheduled time that pass in one real second. @default the simulator's speed */
  scheduleSpeed?: number;
  /** The status of an answer that names conflicts: no page says. @default 409 */
  conflictStatus?: 200 | 409;
  /** Whether the Identifier header is asked for: where its page lists it, or nowhere. @default 'listed' */
  identifier?: 'listed' | 'never';
  /** What a cancel of an execution without a schedule is answered with. @default 'answer': the record, as it is */
  cancelOpen?: 'answer' | 'refuse';
  /** Which of the page's two samples execution 3-7JZXAMZ is: alone, or with 3-7JZXAMB down-stream. @default 'single' */
  sample?: 'single' | 'toggle';
  /** Life of an access token in vendor seconds. @default 3600 */
  accessSeconds?: number;
  /** Vendor seconds between an accepted cancel and its effect. @default 0 */
  stopSeconds?: number;
  /** The vendor's offset from UTC in its time texts. @default -420, as in the samples */
  utcOffsetMinutes?: number;
  /** More activities, or other behaviour for those that exist. */
  activities?: Activity[];
  /** More support identifiers with their instances. */
  supportIdentifiers?: SupportIdentifier[];
  /** More OAuth clients. */
  users?: OracleUser[];
}
