import type { JobRecord } from '../client/index.ts';
import { isTerminal, type State } from '../contract/job.ts';
import type { Column } from './fitted-table.ts';
import { type Look, lookOf } from './look.ts';

/** A job in a list: one line for people. Of a narrow terminal the name and the state are left. */
export function jobColumns(stream: NodeJS.WritableStream): Column<JobRecord>[] {
  return [
    { head: 'JOB', cell: ({ id }) => id },
    { head: 'OPERATION', cell: ({ operation }) => operation, leaves: 2 },
    stateColumn(stream),
    { head: 'STOP', cell: stopWords, leaves: 1 },
    { head: 'VENDOR JOB', cell: ({ vendorJobId }) => vendorJobId, leaves: 3 },
    { head: 'STARTED', cell: ({ startedAt }) => startedAt, leaves: 4 },
    { head: 'CLOSED', cell: ({ closedAt }) => closedAt ?? '', leaves: 5 },
  ];
}

export function stateColumn(stream: NodeJS.WritableStream): Column<JobRecord> {
  return { head: 'STATE', cell: stateWords, style: (text, job) => lookOf(lookFor(job), text, stream) };
}

export function stopWords({ verdict, cause }: JobRecord): string | undefined {
  return verdict ?? (cause && `${cause}, unconfirmed`);
}

/** What is known of the state, for people. */
export function stateWords({ state, status, closedAt, outOfSightSince }: JobRecord): string | undefined {
  if (status === 'TERMINATED' || status === 'TIMED_OUT') return `unknown (${status})`;
  // A job that was never started has no state of its own.
  const known = state ?? (closedAt === undefined ? undefined : status);
  return outOfSightSince === undefined || closedAt !== undefined ? known : `${known} (out of sight)`;
}

const LOOKS: Record<State, Look> = {
  queued: 'quiet',
  running: 'going',
  suspended: 'odd',
  succeeded: 'good',
  failed: 'bad',
  canceled: 'odd',
};

function lookFor({ state, status, closedAt, outOfSightSince }: JobRecord): Look {
  if (closedAt === undefined) return outOfSightSince === undefined && state !== undefined ? LOOKS[state] : 'odd';
  return state !== undefined && isTerminal(state) && status !== 'TERMINATED' ? LOOKS[state] : 'bad';
}
