import type { Client } from '@temporalio/client';
import { STATES, type State } from '../contract/job.ts';
import { RUN_JOB } from '../contract/messages.ts';
import { isEndpointName, type Problem, show } from '../contract/request.ts';
import { call } from './call.ts';
import { InvalidRequest } from './errors.ts';
import { type JobRecord, readRecord } from './record.ts';

export interface ListOptions {
  endpoint?: string;
  state?: State;
  label?: string;
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

/** The query that Temporal's Web UI takes too. */
export function visibilityQuery(options: ListOptions): string {
  const { endpoint, state, label, running } = options;
  const problems = problemsOf(options);
  if (problems.length > 0) throw new InvalidRequest(problems);
  const terms = [`WorkflowType = '${RUN_JOB}'`];
  if (endpoint !== undefined) terms.push(`ReeveEndpoint = '${endpoint}'`);
  if (state !== undefined) terms.push(`ReeveState = '${state}'`);
  if (label !== undefined) terms.push(`ReeveLabels = '${label.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  if (running !== undefined) terms.push(`ExecutionStatus ${running ? '=' : '!='} 'Running'`);
  return terms.join(' AND ');
}

function problemsOf({ endpoint, state, limit }: ListOptions): Problem[] {
  const problems: Problem[] = [];
  if (endpoint !== undefined && !isEndpointName(endpoint)) {
    problems.push({
      field: 'endpoint',
      found: show(endpoint),
      expected: 'an endpoint name: 1 to 40 of a-z, 0-9 and -',
    });
  }
  if (state !== undefined && !STATES.includes(state)) {
    problems.push({ field: 'state', found: show(state), expected: `one of ${STATES.join(', ')}` });
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    problems.push({ field: 'limit', found: show(limit), expected: 'a whole number above 0' });
  }
  return problems;
}
