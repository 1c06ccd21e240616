import type { Command } from 'commander';
import type { JobRecord, ListOptions, State } from '../../client/index.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { tableOf } from '../table.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  endpoint?: string;
  state?: State;
  label?: string;
  running?: boolean;
  closed?: boolean;
  limit: string;
  json?: boolean;
}

const HELP = `
Examples:
  reeve list --running
  reeve list --endpoint prime-lab --state failed --limit 20 --json

A job shows up a moment after its start. A stop that is asked for and not confirmed has a cause and no verdict.`;

export function addList(program: Command): void {
  const command = program
    .command('list')
    .summary('list jobs')
    .description('Lists jobs, newest first.')
    .option('--endpoint <name>', 'jobs of this endpoint')
    .option('--state <state>', 'queued, running, suspended, succeeded, failed or canceled')
    .option('--label <word>', 'jobs with this label')
    .option('--running', 'jobs that are not over')
    .option('--closed', 'jobs that are over')
    .option('--limit <number>', 'at most so many', '100')
    .option('--json', 'print a line of JSON for each job')
    .addHelpText('after', HELP)
    .action(list);
  addConnectionOptions(command);
}

async function list(options: Options): Promise<void> {
  const jobs = await withReeve(options, (reeve) => reeve.list(filterOf(options)));
  if (options.json) return jobs.forEach(printJson);
  if (jobs.length === 0) return printNote('No such jobs.');
  printLine(tableOf(['JOB', 'OPERATION', 'STATE', 'STOP', 'VENDOR JOB', 'STARTED', 'CLOSED'], jobs.map(rowOf)));
}

function filterOf({ endpoint, state, label, running, closed, limit }: Options): ListOptions {
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(state !== undefined && { state }),
    ...(label !== undefined && { label }),
    // Both together are all, as neither is.
    ...(running !== closed && { running: running === true }),
    limit: Number(limit),
  };
}

function rowOf(job: JobRecord): (string | undefined)[] {
  const stop = job.verdict ?? (job.cause && `${job.cause}, unconfirmed`);
  // A job that was never started has no state of its own.
  const known = job.state ?? (job.closedAt === undefined ? undefined : job.status);
  const state = job.outOfSightSince === undefined ? known : `${known} (out of sight)`;
  return [job.id, job.operation, state, stop, job.vendorJobId, job.startedAt, job.closedAt ?? ''];
}
