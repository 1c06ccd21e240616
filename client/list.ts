import type { Client } from '@temporalio/client';
import type { Cause, State, Verdict } from '../contract/job.ts';
import { RUN_JOB } from '../contract/messages.ts';
import { SCHEDULED_BY_ID, scheduleIdOf } from '../contract/scheduled-time.ts';
import type { VendorName } from '../vendors/params.ts';
import { call } from './call.ts';
import { InvalidRequest } from './errors.ts';
import { listProblems } from './list-problems.ts';
import { type JobRecord, readRecord } from './record.ts';

/** Which jobs: those to which all of it applies. */
export interface ListOptions {
  /** Known once the job has been started at its vendor. */
  vendor?: VendorName;
  endpoint?: string;
  operation?: string;
  /** The job's last known state: one of these. */
  state?: State | readonly State[];
  /** Jobs with this label, or with all of these. */
  label?: string | readonly string[];
  /** The schedule that has started them, by its name. */
  schedule?: string;
  cause?: Cause;
  verdict?: Verdict;
  /** A stop that was asked for, or is due, and has no answer yet. */
  stopUnconfirmed?: boolean;
  /** No look has succeeded for a while. */
  outOfSight?: boolean;
  /** Started at this time or later. */
  since?: Date;
  /** Started before this time. */
  until?: Date;
  /** Jobs whose workflow runs, or those that are closed. @default both */
  running?: boolean;
  /** @default 100 */
  limit?: number;
}

/** Jobs by Temporal's visibility, newest first. It lags a moment behind. */
export function listJobs(client: Client, options: ListOptions = {}): Promise<JobRecord[]> {
  const { limit = 100 } = options;
  const query = visibilityQuery(options);
  return call(client, async () => {
    const jobs: JobRecord[] = [];
    for await (const execution of client.workflow.list({ query, pageSize: Math.min(limit, 1000) })) {
      jobs.push(readRecord(execution));
      if (jobs.length >= limit) break;
    }
    return jobs;
  });
}

/** How many there are, whatever the limit. */
export function countJobs(client: Client, options: ListOptions = {}): Promise<number> {
  const query = visibilityQuery(options);
  return call(client, async () => (await client.workflow.count(query)).count);
}

/** The query that Temporal's Web UI takes too. */
export function visibilityQuery(options: ListOptions): string {
  const problems = listProblems(options);
  if (problems.length > 0) throw new InvalidRequest(problems);
  const { vendor, endpoint, operation, state, label, cause, verdict, since, until, running } = options;
  const { outOfSight, schedule, stopUnconfirmed } = options;
  const states = state === undefined ? [] : [state].flat();
  const terms = [
    `WorkflowType = '${RUN_JOB}'`,
    equals('ReeveVendor', vendor),
    equals('ReeveEndpoint', endpoint),
    equals('ReeveOperation', operation),
    states.length > 0 && `ReeveState IN (${states.map(quoted).join(', ')})`,
    ...(label === undefined ? [] : [label].flat()).map((one) => equals('ReeveLabels', one)),
    schedule !== undefined && `${SCHEDULED_BY_ID} IN (${[scheduleIdOf(schedule), schedule].map(quoted).join(', ')})`,
    equals('ReeveCause', cause),
    equals('ReeveVerdict', verdict),
    outOfSight !== undefined && `ReeveOutOfSightSince IS ${outOfSight ? 'NOT NULL' : 'NULL'}`,
    stopUnconfirmed !== undefined && stopTerm(stopUnconfirmed),
    since !== undefined && `StartTime >= '${since.toISOString()}'`,
    until !== undefined && `StartTime < '${until.toISOString()}'`,
    running !== undefined && `ExecutionStatus ${running ? '=' : '!='} 'Running'`,
  ];
  return terms.filter((term) => typeof term === 'string').join(' AND ');
}

/** A closed job has its answer, or has told in its outcome that there is none. */
function stopTerm(isWanted: boolean): string {
  return isWanted
    ? "ExecutionStatus = 'Running' AND ReeveCause IS NOT NULL AND ReeveVerdict IS NULL"
    : "(ExecutionStatus != 'Running' OR ReeveCause IS NULL OR ReeveVerdict IS NOT NULL)";
}

function equals(attribute: string, value: string | undefined): string | false {
  return value !== undefined && `${attribute} = ${quoted(value)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
