import type { JobRequest } from '../contract/job.ts';
import type { CalendarFields } from './schedules-calendar.ts';

/** What happens when a time comes and the run before still goes on. Names as Temporal's, meanings in docs/schedules.md. */
export const OVERLAPS = {
  skip: 'SKIP',
  bufferOne: 'BUFFER_ONE',
  bufferAll: 'BUFFER_ALL',
  cancelOther: 'CANCEL_OTHER',
  terminateOther: 'TERMINATE_OTHER',
  allowAll: 'ALLOW_ALL',
} as const;
export type Overlap = keyof typeof OVERLAPS;

/** The job that a schedule starts each time. Its id is made of the schedule's name and the time, so it has no key. */
export type ScheduledJob = Omit<JobRequest, 'key' | 'adopt'>;

/** A schedule as people write it, in a file or a program. At least one of `cron`, `calendars` and `every`. */
export interface ScheduleDefinition {
  /** Cron lines: five fields, six with a year, seven with seconds in front. */
  cron?: string | readonly string[];
  /** Calendars, for what cron cannot say: all fields must match. */
  calendars?: readonly CalendarFields[];
  /** A duration: every so often, counted from 1970 in UTC. */
  every?: string;
  /** A duration by which `every` is later. */
  offset?: string;
  /** Calendars of times that are left out; what a calendar does not say counts as any, so a date leaves out its day. */
  skip?: readonly CalendarFields[];
  /** An IANA name. @default 'UTC' */
  timeZone?: string;
  /** The first and the last moment that count, ISO 8601 with an offset or Z. */
  from?: string;
  until?: string;
  /** A duration: each run begins at random up to so much later. @default none */
  jitter?: string;
  /** @default 'skip' */
  overlap?: Overlap;
  /**
   * A duration: a time that Temporal's server has missed is made up for if it is no longer ago than this. Long enough for
   * a restart or a failover of the server, too short for a job to begin where its maintenance window is over. A worker
   * that is away makes nothing late here: its job is started in time, and waits. @default '10 minutes'
   */
  catchUpWindow?: string;
  /** Pauses the schedule when a job fails or expires; a stop on request is no failure. @default false */
  pauseOnFailure?: boolean;
  /** How many runs there are in all; a change counts anew. @default no limit */
  runs?: number;
  /** Whether it is paused. @default as it is, and a new one is not */
  paused?: boolean;
  job: ScheduledJob;
}

export const DEFAULT_CATCH_UP = '10 minutes';

/** A definition in the one form in which two can be compared: read from Temporal again, it is the same. */
export interface SettledSchedule {
  cron: string[];
  calendars: CalendarFields[];
  every?: string;
  offset?: string;
  skip: CalendarFields[];
  timeZone: string;
  from?: string;
  until?: string;
  jitter?: string;
  overlap: Overlap;
  catchUpWindow: string;
  pauseOnFailure: boolean;
  runs?: number;
  job: ScheduledJob;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A duration that reads back as the same number. */
export function durationText(ms: number): string {
  const [unit, size] = UNITS.find(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
