import { formatDate } from './dates.ts';
import { type Definition, lastRun, type Run, STATUS } from './definition.ts';

/** A run, as execute answers it and as jobruns lists it. */
export function runView({ id: jobId }: Definition, run: Run): Record<string, unknown> {
  return {
    JobRunID: run.id,
    JobID: jobId,
    CustomStatusText: '',
    Exception: run.exception,
    JobStartTime: formatDate(run.startedAt),
    JobEndTime: formatDate(run.endedAt),
    JobSummary: run.summary,
    Status: run.status,
    ActivityStatusList: [],
    ...run.shown,
  };
}

/** Assumption: the fields of a run's messages; the page says date, time, text and count. */
export function messagesView(run: Run): Record<string, unknown> {
  const Messages = run.messages.map((Message) => ({ DateTime: formatDate(run.endedAt), Message, Count: 1 }));
  return { MessageCount: Messages.length, Messages };
}

/** Assumption: a job's properties under the names by which they are searched, and what it was made with. */
export function jobView(definition: Definition): Record<string, unknown> {
  const run = lastRun(definition);
  return {
    JobID: definition.id,
    JobName: definition.name,
    JobDescription: definition.description,
    JobType: definition.type,
    JobCategory: 'Compliance',
    JobCreationTime: formatDate(definition.createdAt),
    JobModifiedTime: formatDate(definition.modifiedAt),
    LastRunStatus: run?.shown.Status ?? run?.status ?? STATUS.none,
    LastRunDate: formatDate(run?.startedAt),
    JobDetails: definition.details,
  };
}
