import type { JobRequest } from './job.ts';

/** Stands, in the labels and parameters of a schedule's job, for the time for which the schedule has started it. */
export const SCHEDULED_TIME = '{{scheduledTime}}';
/** Blanks inside are taken too: left as they are, they would go to the vendor without a word. */
const PLACEHOLDER = /\{\{ *scheduledTime *\}\}/;
const PLACEHOLDERS = new RegExp(PLACEHOLDER, 'g');

/** Temporal's own search attribute of a workflow that a schedule has started. */
export const SCHEDULED_START_TIME = 'TemporalScheduledStartTime';
/** The other one: the schedule's id. */
export const SCHEDULED_BY_ID = 'TemporalScheduledById';

/** What Temporal's ids of the schedules of jobs begin with. */
export const SCHEDULE_PREFIX = 'schedule/';

/** Temporal's id of a schedule, apart from those of reclaim and of other programs. */
export function scheduleIdOf(name: string): string {
  return `${SCHEDULE_PREFIX}${name}`;
}

/** The name of one of Reeve's schedules of jobs; undefined for any other. */
export function scheduleNameOf(scheduleId: string): string | undefined {
  return scheduleId.startsWith(SCHEDULE_PREFIX) ? scheduleId.slice(SCHEDULE_PREFIX.length) : undefined;
}

/** A scheduled time as it is filled in, and as it stands in the workflow's id: whole seconds, UTC. */
export function scheduledTimeText(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The workflow id of a schedule's jobs, to which Temporal appends `-<time>`. */
export function scheduledJobId(endpoint: string, schedule: string): string {
  return `job/${endpoint}/${schedule}`;
}

/** True where the time of a schedule is to be filled in. */
export function hasScheduledTime({ labels, params }: JobRequest): boolean {
  return mentions(labels) || mentions(params);
}

/** The request with the time in place of each placeholder in its labels and parameters. */
export function fillScheduledTime(request: JobRequest, time: Date): JobRequest {
  const { labels, params } = request;
  const text = scheduledTimeText(time);
  return {
    ...request,
    ...(labels !== undefined && { labels: fill(labels, text) as string[] }),
    ...(params !== undefined && { params: fill(params, text) }),
  };
}

function mentions(value: unknown): boolean {
  if (typeof value === 'string') return PLACEHOLDER.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(mentions);
}

function fill(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value.replaceAll(PLACEHOLDERS, text);
  if (Array.isArray(value)) return value.map((item) => fill(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, text)]));
}
