import type { ScheduleDescription, ScheduleOptions, ScheduleUpdateOptions } from '@temporalio/client';
import { parseDuration } from '../contract/duration.ts';
import type { JobRequest } from '../contract/job.ts';
import { MEMO_REQUEST, MEMO_REQUEST_DIGEST, RUN_JOB } from '../contract/messages.ts';
import { hasScheduledTime, scheduledJobId, scheduleIdOf } from '../contract/scheduled-time.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { digestOf } from './canonical-json.ts';
import { attribute } from './record.ts';
import type { CheckedSchedule } from './schedules-check.ts';
import { durationText, OVERLAPS, type Overlap, type SettledSchedule } from './schedules-definition.ts';
import { settledTimes } from './schedules-read-times.ts';
import { specOf, timingOf, toldOf } from './schedules-spec.ts';
import { attributesOf } from './start.ts';

/** Memo field of the jobs: what of their schedule Temporal itself does not keep. */
const MEMO_SCHEDULE = 'reeveSchedule';
interface Kept {
  name: string;
  /** How many runs were asked for; Temporal knows only how many are left. */
  runs?: number;
}

/** What creates the schedule. */
export function createOptions(checked: CheckedSchedule): ScheduleOptions {
  const { name, settled, paused = false } = checked;
  const { runs } = settled;
  const state = { paused, ...(runs !== undefined && { remainingActions: runs }) };
  return { scheduleId: scheduleIdOf(name), ...commonOptions(checked), state };
}

/** What updates it: paused, its note and the runs that are left stay as they are, but where something else is asked for. */
export function updateOptions(checked: CheckedSchedule, before: ScheduleDescription): ScheduleUpdateOptions {
  const { settled, paused = before.state.paused } = checked;
  const { note, remainingActions } = before.state;
  const remaining = settled.runs === keptOf(before).runs ? remainingActions : settled.runs;
  const state = { paused, ...(note && { note }), ...(remaining !== undefined && { remainingActions: remaining }) };
  return { ...commonOptions(checked), state };
}

function commonOptions({ name, settled, timing, told }: CheckedSchedule) {
  const { jitter = '', overlap, catchUpWindow, pauseOnFailure, runs, job } = settled;
  const kept: Kept = { name, ...(runs !== undefined && { runs }) };
  return {
    spec: specOf(timing, told, parseDuration(jitter) ?? 0),
    policies: { overlap: OVERLAPS[overlap], catchupWindow: parseDuration(catchUpWindow) ?? 0, pauseOnFailure },
    action: {
      type: 'startWorkflow' as const,
      workflowType: RUN_JOB,
      workflowId: scheduledJobId(job.endpoint, name),
      taskQueue: WORKFLOW_QUEUE,
      args: [job],
      memo: { [MEMO_REQUEST_DIGEST]: digestOf(job), [MEMO_REQUEST]: job, [MEMO_SCHEDULE]: kept },
      typedSearchAttributes: attributesOfRun(job),
      staticSummary: `${job.operation} on ${job.endpoint}, by the schedule ${name}`,
    },
    typedSearchAttributes: [
      { key: attribute('ReeveEndpoint'), value: job.endpoint },
      { key: attribute('ReeveOperation'), value: job.operation },
    ],
  };
}

/** As with any start, without what only the run itself knows: its expiry, and labels with its time. */
function attributesOfRun(job: JobRequest) {
  const labels = (job.labels ?? []).filter(
    (label) => !hasScheduledTime({ ...job, labels: [label], params: undefined }),
  );
  return attributesOf({ ...job, labels, expiresIn: 'never' }, 0);
}

function keptOf({ action }: ScheduleDescription): Partial<Kept> {
  return (action.memo?.[MEMO_SCHEDULE] as Kept | undefined) ?? {};
}

/** True for a schedule that starts jobs: somebody else's may have a name like ours. */
export function isOfJobs({ action }: Pick<ScheduleDescription, 'action'>): boolean {
  return action.workflowType === RUN_JOB;
}

/** The definition that Temporal has on record, whoever wrote it. */
export function settledOf(description: ScheduleDescription): SettledSchedule {
  const { spec, policies, action } = description;
  const { runs } = keptOf(description);
  const overlaps = Object.entries(OVERLAPS) as [Overlap, string][];
  return {
    ...settledTimes(timingOf(spec), toldOf(spec)),
    ...(spec.jitter !== undefined && spec.jitter > 0 && { jitter: durationText(spec.jitter) }),
    overlap: overlaps.find(([, each]) => each === policies.overlap)?.[0] ?? 'skip',
    catchUpWindow: durationText(policies.catchupWindow),
    pauseOnFailure: policies.pauseOnFailure,
    ...(runs !== undefined && { runs }),
    job: (action.args?.[0] ?? {}) as SettledSchedule['job'],
  } as SettledSchedule;
}
