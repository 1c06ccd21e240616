import type { Client, ScheduleDescription } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { SCHEDULED_START_TIME, scheduledTimeText, scheduleIdOf } from '../contract/scheduled-time.ts';
import { call } from './call.ts';
import { describeJob } from './describe.ts';
import { UnknownJob } from './errors.ts';
import { isClosed, type JobRecord, readRecord } from './record.ts';
import type { SettledSchedule } from './schedules-definition.ts';
import { explainScheduleError, UnknownSchedule } from './schedules-errors.ts';
import { isOfJobs, settledOf } from './schedules-options.ts';
import { timingOf } from './schedules-spec.ts';
import { endedAt, nextTimes } from './schedules-times.ts';

/** A run of a schedule: the job, as Temporal has it on record, and the time for which it was started. */
export interface ScheduledRun extends JobRecord {
  scheduledFor?: string;
  /** How many later times have come while it ran: they were skipped, or wait for its end. */
  holdsUp: number;
}

/** A schedule as it stands now. */
export interface ScheduleSnapshot {
  name: string;
  /** Temporal's id of it. */
  id: string;
  definition: SettledSchedule;
  paused: boolean;
  /** Why it is paused, where somebody or the server has said so. */
  note?: string;
  /** Runs that are left, where they are limited. */
  remaining?: number;
  /** The next times with their jitter, as Temporal tells them. */
  next: string[];
  /** Runs that go on, and the last ones that are over, newest first. */
  runs: ScheduledRun[];
  /** How many runs there were in all. */
  taken: number;
  /** Times that were let pass because the run before went on. */
  skipped: number;
  /** Times that Temporal's server has missed for longer than the catch-up window. */
  missed: number;
  /** Times that wait for the end of a run. */
  waiting: number;
  /** What somebody should look at, in words; none where all is well. */
  trouble: string[];
}

export async function describeSchedule(client: Client, name: string): Promise<ScheduleDescription> {
  try {
    const description = await call(client, () => client.schedule.getHandle(scheduleIdOf(name)).describe());
    if (isOfJobs(description)) return description;
  } catch (error) {
    throw explainScheduleError(error, name);
  }
  throw new UnknownSchedule(name);
}

/** So many runs are looked up, each by a call of its own. */
const MOST_RUNS = 5;
/** No need to count further. */
const MOST_HELD_UP = 1_000;

export async function getSchedule(client: Client, name: string, nowMs = Date.now()): Promise<ScheduleSnapshot> {
  const description = await describeSchedule(client, name);
  const { state, info, spec } = description;
  const timing = timingOf(spec);
  const laterThan = (seconds: number) =>
    state.paused ? 0 : nextTimes(endedAt(timing, Math.floor(nowMs / 1000)), seconds, MOST_HELD_UP).length;
  const runs = await runsOf(client, description, laterThan);
  const counts = {
    taken: info.numActionsTaken,
    skipped: info.numActionsSkippedOverlap,
    missed: info.numActionsMissedCatchupWindow,
    waiting: Number(description.raw.info?.bufferSize ?? 0),
  };
  const snapshot = {
    name,
    id: description.scheduleId,
    definition: settledOf(description),
    paused: state.paused,
    ...(state.note && { note: state.note }),
    ...(state.remainingActions !== undefined && { remaining: state.remainingActions }),
    next: info.nextActionTimes.map((time) => time.toISOString()),
    runs,
    ...counts,
  };
  return { ...snapshot, trouble: troubleOf(snapshot, description, nowMs) };
}

const STARTED_FOR = defineSearchAttributeKey(SCHEDULED_START_TIME, 'DATETIME');

async function runsOf(
  client: Client,
  { info }: ScheduleDescription,
  laterThan: (seconds: number) => number,
): Promise<ScheduledRun[]> {
  const recent = info.recentActions.map(({ action }) => action.workflow.workflowId).toReversed();
  const running = info.runningActions.map(({ workflow }) => workflow.workflowId);
  const ids = [...new Set([...running, ...recent])].slice(0, Math.max(MOST_RUNS, running.length));
  const runs = await Promise.all(ids.map((id) => runOf(client, id, laterThan)));
  return runs
    .filter((run) => run !== undefined)
    .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
}

/** Undefined where its retention has passed. */
async function runOf(
  client: Client,
  id: string,
  laterThan: (seconds: number) => number,
): Promise<ScheduledRun | undefined> {
  try {
    const description = await describeJob(client, id);
    const record = readRecord(description);
    const time = description.typedSearchAttributes.get(STARTED_FOR);
    const holdsUp = time === undefined || isClosed(record) ? 0 : laterThan(Math.floor(time.getTime() / 1000));
    return { ...record, ...(time && { scheduledFor: scheduledTimeText(time) }), holdsUp };
  } catch (error) {
    if (error instanceof UnknownJob) return undefined;
    throw error;
  }
}

type Told = Omit<ScheduleSnapshot, 'trouble'>;

function troubleOf(schedule: Told, { raw }: ScheduleDescription, nowMs: number): string[] {
  const { runs, skipped, missed, remaining, definition } = schedule;
  const times = (count: number) => (count === 1 ? '1 time' : `${count} times`);
  const catchUp = definition.catchUpWindow;
  const invalid = raw.info?.invalidScheduleError;
  const dropped = Number(raw.info?.bufferDropped ?? 0);
  const words = [
    invalid && `the server cannot carry it out: ${invalid}`,
    ...(definition.overlap === 'allowAll' ? [] : runs.map((run) => runTrouble(run, nowMs))),
    skipped > 0 && `${times(skipped)} let pass in all, because the run before still went on`,
    missed > 0 && `${times(missed)} missed in all: Temporal was away for longer than the catch-up window of ${catchUp}`,
    dropped > 0 && `${times(dropped)} lost in all: too many were waiting`,
    remaining === 0 && 'all its runs are used up',
  ];
  return words.filter((line) => typeof line === 'string' && line !== '') as string[];
}

/** A run that goes on although a later one's time has come. */
function runTrouble(run: ScheduledRun, nowMs: number): string | undefined {
  const { id, startedAt, holdsUp, cause, verdict, expiresAt, outOfSightSince } = run;
  const isLate = expiresAt !== undefined && Date.parse(expiresAt) < nowMs && !isClosed(run);
  if (holdsUp === 0 && !isLate) return undefined;
  const details = [
    holdsUp > 0 &&
      `${holdsUp === MOST_HELD_UP ? 'at least ' : ''}${holdsUp} later ${holdsUp === 1 ? 'time has' : 'times have'} come since`,
    isLate && `its time was up at ${expiresAt}`,
    cause && `its stop (${cause}) is ${verdict ?? 'not confirmed yet'}`,
    outOfSightSince && `out of sight since ${outOfSightSince}`,
  ];
  return `${id} has been running since ${startedAt}: ${details.filter(Boolean).join('; ')}`;
}
