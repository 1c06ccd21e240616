import type { JobRequest } from '../contract/job.ts';
import { type Problem, show } from '../contract/request.ts';
import { fillScheduledTime } from '../contract/scheduled-time.ts';
import { checked } from './checked-request.ts';
import { InvalidRequest } from './errors.ts';
import {
  DEFAULT_CATCH_UP,
  durationText,
  OVERLAPS,
  type ScheduleDefinition,
  type SettledSchedule,
} from './schedules-definition.ts';
import { type Given, readDuration, readTimes, settledTimes } from './schedules-read-times.ts';
import type { Told } from './schedules-spec.ts';
import { nextTimes, type Timing } from './schedules-times.ts';

/** A definition that may be carried out. */
export interface CheckedSchedule {
  name: string;
  settled: SettledSchedule;
  timing: Timing;
  /** The calendars of `timing`, each with the cron line that it was. */
  told: Told[];
  /** Undefined where the definition leaves it as it is. */
  paused: boolean | undefined;
}

/** Part of the jobs' ids, to which a time of 21 characters is appended. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** The server makes a shorter window this long. */
const LEAST_CATCH_UP_MS = 10_000;

const FIELDS: Record<keyof ScheduleDefinition, true> = {
  cron: true,
  calendars: true,
  every: true,
  offset: true,
  skip: true,
  timeZone: true,
  from: true,
  until: true,
  jitter: true,
  overlap: true,
  catchUpWindow: true,
  pauseOnFailure: true,
  runs: true,
  paused: true,
  job: true,
};

/**
 * Reads a definition; every mistake goes to `problems`, and then there is none. That the schedule will fire is looked at
 * from `nowMs` on; without it, whether it ever could, so that a file does not become wrong on the day of its last run.
 */
export function checkSchedule(
  name: string,
  given: unknown,
  problems: Problem[],
  nowMs?: number,
): CheckedSchedule | undefined {
  const before = problems.length;
  if (!NAME.test(name)) {
    problems.push({ field: 'name', found: show(name), expected: '1 to 100 of A-Z a-z 0-9 . _ -, not a sign first' });
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    problems.push({ field: 'schedule', found: show(given), expected: 'an object with times and a job' });
    return undefined;
  }
  const fields = given as Given;
  const expected = `one of ${Object.keys(FIELDS).join(', ')}`;
  for (const field of Object.keys(fields).filter((each) => !Object.hasOwn(FIELDS, each))) {
    problems.push({ field, found: 'an unknown field', expected });
  }
  const times = readTimes(fields, problems);
  const policies = readPolicies(fields, problems);
  const job = readJob(fields, problems);
  if (times !== undefined) checkFiring(times.timing, problems, nowMs);
  if (times === undefined || job === undefined || problems.length > before) return undefined;
  const { timing, told } = times;
  const settled = { ...settledTimes(timing, told), ...policies, job } as SettledSchedule;
  return { name, settled, timing, told, paused: fields.paused as boolean | undefined };
}

type Policies = Pick<SettledSchedule, 'jitter' | 'overlap' | 'catchUpWindow' | 'pauseOnFailure' | 'runs'>;

function readPolicies(given: Given, problems: Problem[]): Policies {
  const { overlap = 'skip', pauseOnFailure = false, runs, paused } = given;
  const isOverlap = typeof overlap === 'string' && Object.hasOwn(OVERLAPS, overlap);
  const check = (field: string, value: unknown, isGood: boolean, expected: string) => {
    if (!isGood) problems.push({ field, found: show(value), expected });
  };
  check('overlap', overlap, isOverlap, `one of ${Object.keys(OVERLAPS).join(', ')}`);
  check('pauseOnFailure', pauseOnFailure, typeof pauseOnFailure === 'boolean', 'true or false');
  check('paused', paused, paused === undefined || typeof paused === 'boolean', 'true or false');
  const isCount = Number.isSafeInteger(runs) && (runs as number) > 0;
  check('runs', runs, runs === undefined || isCount, 'a whole number above 0');
  const jitterMs = readDuration('jitter', given.jitter, problems);
  const catchUpMs = readDuration('catchUpWindow', given.catchUpWindow ?? DEFAULT_CATCH_UP, problems) ?? 0;
  const isLongEnough = catchUpMs === 0 || catchUpMs >= LEAST_CATCH_UP_MS;
  check('catchUpWindow', given.catchUpWindow, isLongEnough, 'at least 10 seconds');
  return {
    ...(jitterMs !== undefined && { jitter: durationText(jitterMs) }),
    overlap: overlap as SettledSchedule['overlap'],
    catchUpWindow: durationText(catchUpMs),
    pauseOnFailure: pauseOnFailure as boolean,
    ...(runs !== undefined && { runs: runs as number }),
  };
}

/** A scheduled job as it is on some day: what would be refused is known only with the time filled in. */
export function exampleOf(job: JobRequest): JobRequest {
  return fillScheduledTime(job, new Date(0));
}

function readJob({ job, overlap }: Given, problems: Problem[]): SettledSchedule['job'] | undefined {
  const found: Problem[] = [];
  const request = settledJob(job as JobRequest, found);
  if (request !== undefined) found.push(...outOfPlace(request, overlap));
  const inJob = ({ field, ...rest }: Problem) => ({ field: field === 'request' ? 'job' : `job.${field}`, ...rest });
  problems.push(...found.map(inJob));
  return found.length > 0 ? undefined : request;
}

/** The same check as that of a start. */
function settledJob(job: JobRequest, problems: Problem[]): JobRequest | undefined {
  try {
    return checked(job).request;
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** What a job may ask for, and not one that a schedule starts. */
function outOfPlace({ key, adopt, onStop }: JobRequest, overlap: unknown): Problem[] {
  const isStopped = overlap === 'cancelOther' || overlap === 'terminateOther';
  const wrong: [field: string, isWrong: boolean, value: unknown, expected: string][] = [
    ['key', key !== undefined, key, 'none: its name and its time are the key'],
    ['adopt', adopt !== undefined, adopt, 'none: each run starts a job'],
    [
      'onStop',
      onStop === 'leave' && isStopped,
      onStop,
      `'cancel' with overlap ${overlap}: a job that is left at the vendor would run beside the next one`,
    ],
  ];
  return wrong
    .filter(([, isWrong]) => isWrong)
    .map(([field, , value, expected]) => ({ field, found: show(value), expected }));
}

/** Of all that is wanted something must be left, between from and until, that is not skipped. */
function checkFiring(timing: Timing, problems: Problem[], nowMs: number | undefined): void {
  if (nextTimes(timing, Math.floor((nowMs ?? 0) / 1000), 1).length > 0) return;
  const found = nowMs === undefined ? 'times that never come' : 'no time that is still to come';
  problems.push({ field: 'until', found, expected: 'at least one time, between from and until, that is not skipped' });
}
