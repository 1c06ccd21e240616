/** What other programs import. */

export type { Difference } from '../contract/differences.ts';
export type { Cause, JobRequest, JobView, Outcome, Reading, State, Verdict } from '../contract/job.ts';
export type { Asker, ExtendAnswer, SteerAnswer, SteerVerb, StopAnswer } from '../contract/messages.ts';
export type { ReclaimReport, ReclaimRequest } from '../contract/reclaim.ts';
export type { VendorName } from '../vendors/params.ts';
export type { ConfirmOptions } from './confirm-within.ts';
export { type ConnectOptions, configuredAddress } from './connection.ts';
export {
  ExtendFailed,
  InvalidRequest,
  JobError,
  KeyConflict,
  NamespaceNotPrepared,
  NotAmbiguous,
  StopFailed,
  TemporalUnreachable,
  UnknownJob,
} from './errors.ts';
export type { Existing } from './existing.ts';
export type { ExtendOptions } from './extend.ts';
export type { JobSnapshot, RecordedJob } from './get-job.ts';
export type { JobHandle } from './job-handle.ts';
export { jobIdFor, jobIdFrom } from './job-id.ts';
export type { ListOptions } from './list.ts';
export { listProblems } from './list-problems.ts';
export type { PendingActivity } from './pending.ts';
export { isClosed, type JobRecord } from './record.ts';
export { Reeve } from './reeve.ts';
export type { ResolveOptions } from './resolve.ts';
export { planSchedule, type SchedulePlan, type ScheduleRecord, type Schedules } from './schedules.ts';
export { checkSchedule, exampleOf } from './schedules-check.ts';
export type { ScheduleChange } from './schedules-compare.ts';
export {
  OVERLAPS,
  type Overlap,
  type ScheduleDefinition,
  type ScheduledJob,
  type SettledSchedule,
} from './schedules-definition.ts';
export type { ScheduledRun, ScheduleSnapshot } from './schedules-describe.ts';
export { ScheduleExists, UnknownSchedule } from './schedules-errors.ts';
export type { BackfillOptions, BackfillPlan, Triggered } from './schedules-start.ts';
export type { SetupOptions, SetupReport } from './setup.ts';
export type { StopOptions } from './stop.ts';
export type { TimelineStep } from './timeline-teller.ts';
export type { OperationOf, ParamsOf, TypedRequest } from './typed-request.ts';
export type { WatchOptions } from './watch.ts';
