import type { Clock } from '../core/clock.ts';
import type { Feature } from './feature.ts';
import { isOver, type Job, type JobStatus, type Part, toSeconds } from './job.ts';
import type { EmptyFields } from './options.ts';
import { doneParts } from './parts.ts';
import { TARGET_KINDS } from './targets.ts';

type View = Record<string, unknown>;

export function featureView({ id, name, prettyName, description, isPushEnabled }: Feature): View {
  return { id, name, pretty_name: prettyName, description, push_enable: isPushEnabled };
}

/** A value that may be missing: null, or left out as JSON leaves out what is undefined. */
function orEmpty(value: unknown, isNull: boolean): unknown {
  return value ?? (isNull ? null : undefined);
}

function partView({ featureId, serial, error }: Part, isDone: boolean, isRunning: boolean, empty: EmptyFields): View {
  const waiting = isRunning ? 'Running' : 'Pending';
  return {
    feature_id: featureId,
    status: isDone ? 'Completed' : waiting,
    serialnum: serial,
    result: isDone ? (error === undefined ? 'Success' : 'Fail') : undefined,
    error_text: orEmpty(isDone ? error : undefined, empty !== 'omitted'),
  };
}

function detailedStatus(job: Job, clock: Clock, empty: EmptyFields): View[] {
  const done = doneParts(job, clock);
  const isPushing = job.status === 'InProgress' && job.behaviour.prePushError === undefined;
  return job.parts.map((part, index) => partView(part, index < done, isPushing && index === done, empty));
}

// "This will be present for jobs whose state is one of …": read as "and for no others".
const STATUSES_WITH_PUSH_TIME: readonly JobStatus[] = ['InProgress', 'Failed', 'Success'];

function timesView(job: Job, empty: EmptyFields): View {
  const { status, createdAt, pushedAt, completedAt } = job;
  const showsPush = pushedAt !== undefined && (empty !== 'page' || STATUSES_WITH_PUSH_TIME.includes(status));
  return {
    creation_time: toSeconds(createdAt),
    push_time: orEmpty(showsPush ? toSeconds(pushedAt) : undefined, empty === 'null'),
    completion_time: orEmpty(
      isOver(job) && completedAt !== undefined ? toSeconds(completedAt) : undefined,
      empty !== 'omitted',
    ),
  };
}

/** A script's null leaves the field out. */
function withShown(view: View, shown: View): View {
  const changed = Object.entries({ ...view, ...shown });
  return Object.fromEntries(changed.filter(([name]) => !(name in shown && shown[name] === null)));
}

/** In the order of the page. */
export function jobView(job: Job, clock: Clock, empty: EmptyFields): View {
  const { targets, features } = job;
  const [sites, serials, types] = TARGET_KINDS.map((kind) => (kind === targets.kind ? targets.ids : undefined));
  const view = {
    id: job.id,
    site_ids: sites,
    appliance_serial_numbers: serials,
    operation: job.operation,
    idx: job.idx,
    timestamp: job.timestamp,
    site_type_ids: types,
    feature_ids: features.map((feature) => feature.id),
    ...timesView(job, empty),
    error_text: orEmpty(job.error, empty === 'null'),
    job_status: job.status,
    backup: job.backup,
    detailed_status: detailedStatus(job, clock, empty),
  };
  return withShown(view, job.shown);
}
