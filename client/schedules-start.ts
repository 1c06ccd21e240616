import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ScheduleDescription } from '@temporalio/client';
import { type Problem, show } from '../contract/request.ts';
import { scheduledJobId, scheduledTimeText, scheduleIdOf } from '../contract/scheduled-time.ts';
import { call } from './call.ts';
import { describeJob } from './describe.ts';
import { InvalidRequest, UnknownJob } from './errors.ts';
import { OVERLAPS, type Overlap } from './schedules-definition.ts';
import { describeSchedule } from './schedules-describe.ts';
import { settledOf } from './schedules-options.ts';
import { readInstant } from './schedules-read-times.ts';
import { timingOf } from './schedules-spec.ts';
import { endedAt, nextTimes } from './schedules-times.ts';

/** What became of a run that was asked for: `skipped` and `waits` for the sake of a run that goes on. */
export type Triggered =
  | { fate: 'started'; job: string }
  | { fate: 'skipped' | 'waits'; behind: string[] }
  /** The server has not said it in time. */
  | { fate: 'unknown' };

const TOLD_WITHIN_MS = 10_000;
const EVERY_MS = 200;

/** One run now. The overlap is the schedule's own where none is given: the SDK's default would run two at once. */
export async function triggerSchedule(client: Client, name: string, asked?: Overlap): Promise<Triggered> {
  if (asked !== undefined) checkOverlap(asked);
  const before = await describeSchedule(client, name);
  const overlap = OVERLAPS[asked ?? settledOf(before).overlap];
  await call(client, () => client.schedule.getHandle(scheduleIdOf(name)).trigger(overlap));
  const deadline = Date.now() + TOLD_WITHIN_MS;
  for (;;) {
    const fate = fateOf(before, await describeSchedule(client, name));
    if (fate.fate !== 'unknown' || Date.now() > deadline) return fate;
    await delay(EVERY_MS);
  }
}

function fateOf(before: ScheduleDescription, after: ScheduleDescription): Triggered {
  const known = new Set(before.info.recentActions.map(({ action }) => action.workflow.firstExecutionRunId));
  const started = after.info.recentActions.find(({ action }) => !known.has(action.workflow.firstExecutionRunId));
  if (started !== undefined) return { fate: 'started', job: started.action.workflow.workflowId };
  const behind = after.info.runningActions.map(({ workflow }) => workflow.workflowId);
  const isMore = (count: (description: ScheduleDescription) => number) => count(after) > count(before);
  if (isMore(({ info }) => info.numActionsSkippedOverlap)) return { fate: 'skipped', behind };
  if (isMore(({ raw }) => Number(raw.info?.bufferSize ?? 0))) return { fate: 'waits', behind };
  return { fate: 'unknown' };
}

export interface BackfillOptions {
  /** The first and the last moment whose times are made up for, ISO 8601 with an offset or Z; both past. */
  from: string;
  until: string;
  /** @default 'bufferAll', one after the other: with the schedule's own `skip` only the first would run */
  overlap?: Overlap;
  /** Times that have a job on record are run again too. @default false */
  again?: boolean;
}

export interface BackfillPlan {
  /** Times that are to be run. */
  times: string[];
  /** Jobs that are on record for other times of that span. */
  existing: string[];
}

/** More at once is rather a mistake in a date, and each takes the vendor's time. */
const MOST_BACKFILLED = 100;

/** Which times a backfill would run. */
export async function planBackfill(client: Client, name: string, options: BackfillOptions): Promise<BackfillPlan> {
  const problems: Problem[] = [];
  const from = readInstant('from', (options.from as unknown) ?? null, problems);
  const until = readInstant('until', (options.until as unknown) ?? null, problems);
  const now = Date.now() / 1000;
  if (until !== undefined && until > now) {
    problems.push({ field: 'until', found: show(options.until), expected: 'a time that is past' });
  }
  if (problems.length > 0 || from === undefined || until === undefined) throw new InvalidRequest(problems);
  if (options.overlap !== undefined) checkOverlap(options.overlap);
  const description = await describeSchedule(client, name);
  const times = nextTimes(endedAt(timingOf(description.spec), until), from - 1, MOST_BACKFILLED + 1).filter(
    (time) => time >= from,
  );
  if (times.length > MOST_BACKFILLED) {
    const found = `more than ${MOST_BACKFILLED} times from ${options.from} to ${options.until}`;
    throw new InvalidRequest([{ field: 'from', found, expected: 'a shorter span' }]);
  }
  const { endpoint } = settledOf(description).job;
  const jobs = times.map((time) => {
    const text = scheduledTimeText(new Date(time * 1000));
    return { text, id: `${scheduledJobId(endpoint, name)}-${text}` };
  });
  const there = await Promise.all(jobs.map(({ id }) => isOnRecord(client, id)));
  return {
    times: jobs.filter((_, index) => options.again || !there[index]).map(({ text }) => text),
    existing: jobs.filter((_, index) => there[index]).map(({ id }) => id),
  };
}

/** Runs the times of a plan, each as a span of its own: what lies between them is not run again. */
export async function backfillSchedule(client: Client, name: string, options: BackfillOptions): Promise<BackfillPlan> {
  const plan = await planBackfill(client, name, options);
  const overlap = OVERLAPS[options.overlap ?? 'bufferAll'];
  const spans = plan.times.map((text) => ({ start: new Date(text), end: new Date(text), overlap }));
  if (spans.length > 0) {
    await call(client, () => client.schedule.getHandle(scheduleIdOf(name)).backfill(spans));
  }
  return plan;
}

async function isOnRecord(client: Client, id: string): Promise<boolean> {
  try {
    await describeJob(client, id);
    return true;
  } catch (error) {
    if (error instanceof UnknownJob) return false;
    throw error;
  }
}

function checkOverlap(overlap: string): void {
  if (Object.hasOwn(OVERLAPS, overlap)) return;
  const expected = `one of ${Object.keys(OVERLAPS).join(', ')}`;
  throw new InvalidRequest([{ field: 'overlap', found: show(overlap), expected }]);
}
