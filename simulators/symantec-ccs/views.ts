import type { Clock } from '../core/clock.ts';
import { formatDate } from './dates.ts';
import { type Definition, lastRun, type Run, STATUS } from './definition.ts';

const ASSETS = 12;

/** Assumption: how far a run is stands in the text that the vendor keeps free; empty at first, as on the page. */
function progressOf({ behaviour }: Definition, { startedAt, status }: Run, { now, realMs }: Clock): string {
  if (status !== STATUS.executing) return '';
  const share = (now() - startedAt - realMs(behaviour.pendingSeconds)) / realMs(behaviour.seconds);
  const done = Math.min(Math.floor(share * ASSETS), ASSETS - 1);
  return done > 0 ? `Processed ${done} of ${ASSETS} assets.` : '';
}

/** A run, as execute answers it and as jobruns lists it. */
export function runView(definition: Definition, run: Run, clock: Clock): Record<string, unknown> {
  return {
    JobRunID: run.id,
    JobID: definition.id,
    CustomStatusText: progressOf(definition, run, clock),
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
