import type { Clock } from '../core/clock.ts';
import { type ApiVersion, nestedList } from './address.ts';
import { jobFields } from './entities.ts';
import { badRequest } from './errors.ts';
import { type Filter, filtersOf } from './filters.ts';
import type { Tree } from './format.ts';
import { type Job, lastRun, type Run } from './job.ts';
import { type Operation, operationReply } from './operations.ts';
import { progressOf } from './runs.ts';
import { formatTime } from './times.ts';

const PARAMETERS = ['jobId', 'jobType', 'jobName', 'startTime'];

interface View {
  version: ApiVersion;
  utcOffsetMinutes: number;
  clock: Clock;
}

function resultsTree(run: Run, job: Job, { version, clock }: View): Tree {
  const results = run.runStatus === 'RUNNING' ? progressOf(job, run, clock) : run.results;
  return results.length === 0 ? {} : { results: { result: nestedList(version, results) } };
}

function runTree(run: Run, job: Job, view: View): Tree {
  const time = (epochMs: number) => formatTime(epochMs, view.utcOffsetMinutes);
  // What a script says of a job is shown here as well, or the two readings would contradict each other.
  const shown = run === lastRun(job) ? job.shown : {};
  const pick = (name: string, value: unknown) => ({ [name]: name in shown ? shown[name] : value });
  return {
    ...pick('completionTime', run.completedAt === undefined ? undefined : time(run.completedAt)),
    ...pick('lastStartTime', time(run.startedAt)),
    ...pick('resultStatus', run.resultStatus),
    ...pick('runStatus', run.runStatus),
    ...resultsTree(run, job, view),
  };
}

function jobTree(job: Job, runs: Run[], view: View): Tree {
  const { version, utcOffsetMinutes } = view;
  const { description, jobName, jobStatus, jobType, nextRunTime } = jobFields(job, version, utcOffsetMinutes);
  const instances = runs.toReversed().map((run) => runTree(run, job, view));
  return {
    description,
    jobId: Number(job.id),
    jobName,
    jobStatus,
    jobType,
    nextRunTime,
    ...(instances.length === 0 ? {} : { runInstances: { runInstance: nestedList(version, instances) } }),
  };
}

function passes(filters: Filter[], field: string, value: unknown): boolean {
  return filters.every((filter) => filter.field !== field || filter.test(value));
}

/** GET jobService/runhistory. Without a parameter it lists nothing. */
export const runHistory: Operation = (call, address, { jobs, clock, utcOffsetMinutes }) => {
  const filters = filtersOf(call.query, utcOffsetMinutes);
  const unknown = filters.find((filter) => !PARAMETERS.includes(filter.field));
  if (unknown !== undefined) return badRequest(call, `No such parameter as ${unknown.field}.`);
  const byStart = filters.some((filter) => filter.field === 'startTime');
  const found = jobs
    .visible()
    .filter((job) => filters.length > 0 && passes(filters, 'jobId', job.id) && passes(filters, 'jobName', job.name))
    .filter((job) => passes(filters, 'jobType', job.type))
    .map((job) => ({
      job,
      runs: job.runs.filter((run) => passes(filters, 'startTime', formatTime(run.startedAt, utcOffsetMinutes))),
    }))
    .filter(({ runs }) => !byStart || runs.length > 0);
  const trees = found.map(({ job, runs }) => jobTree(job, runs, { version: address.version, utcOffsetMinutes, clock }));
  return operationReply(call, address, trees.length === 0 ? {} : { job: nestedList(address.version, trees) });
};
