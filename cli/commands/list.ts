import type { Command } from 'commander';
import type { ListOptions } from '../../client/index.ts';
import { fittedTable } from '../fitted-table.ts';
import { interruption } from '../interrupted.ts';
import { jobColumns } from '../job-columns.ts';
import { addFilterOptions, type FilterOptions, readFilter } from '../list-filters.ts';
import { addOutputOptions, type Format, formatOf, type OutputOptions, printAs } from '../output.ts';
import { printLine, printNote } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions, FilterOptions, OutputOptions {
  running?: boolean;
  closed?: boolean;
  watch?: boolean;
  limit: string;
}

const HELP = `
A job shows up a moment after its start. STOP is the verdict of a stop, or its cause where it is not confirmed yet. On a
narrow terminal columns are left out; a pipe gets all of them. A list that reached --limit says of how many.

--watch is a live table on a terminal, and elsewhere a line for each change. ETA is how long the rest takes at the pace so
far. Where not all jobs fit, those that run go first, and the line above says how many there are. Ctrl-C ends the watching
with exit code 130 and leaves the jobs running; jobs that are over stay in the table.

Examples:
  reeve list --running --watch
  reeve list --endpoint prime-lab --state failed,canceled --since 24h
  reeve list --label nightly --state failed -o json | jq -r .outcome.message
  reeve list --schedule nightly --since '7 days'
  reeve list --running --endpoint prime-lab -o name | xargs reeve suspend`;

export function addList(program: Command): void {
  const command = program
    .command('list')
    .summary('list jobs')
    .description('Lists jobs, newest first.')
    .option('-w, --watch', 'go on showing how they stand, with progress and ETA where the vendor tells a percent')
    .option('--limit <number>', 'at most so many', '100');
  addOutputOptions(command);
  addFilterOptions(command)
    .option('--running', 'that are not over')
    .option('--closed', 'that are over')
    .addHelpText('after', HELP)
    .action(list);
  addConnectionOptions(command);
}

async function list(options: Options): Promise<void> {
  const format = formatOf(options);
  const filter = await readFilter(options, whether(options));
  if (options.watch) return await watch(options, filter, format);
  const { jobs, total } = await withReeve(options, async (reeve) => {
    const listed = await reeve.list(filter);
    return { jobs: listed, total: listed.length === filter.limit ? await reeve.count(filter) : listed.length };
  });
  if (format !== 'table') await printAs(format, jobs);
  else if (jobs.length > 0) {
    printLine(fittedTable(jobColumns(process.stdout), jobs, process.stdout.isTTY ? process.stdout.columns : undefined));
  }
  if (total > jobs.length) printNote(`These are ${jobs.length} of ${total} such jobs: see --limit and the filters.`);
  if (jobs.length === 0 && format === 'table') printNote('No such jobs.');
}

async function watch(options: Options, filter: ListOptions, format: Format): Promise<void> {
  const { watchList } = await import('../watch-list.ts');
  const signal = interruption('the jobs go on; see one with `reeve get JOB`, stop one with `reeve stop JOB`');
  await withReeve(options, (reeve) => watchList(reeve, filter, { format, stream: process.stdout, signal }));
}

function whether({ running, closed, limit }: Options): ListOptions {
  // Both together are all, as neither is.
  return {
    ...(running !== closed && { running: running === true }),
    limit: /^\d+$/.test(limit) ? Number(limit) : (limit as never),
  };
}
