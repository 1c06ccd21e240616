import type { JobRecord, ListOptions } from '../client/index.ts';
import { show } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';
import { confirmed } from './confirm.ts';
import { fittedTable } from './fitted-table.ts';
import { jobColumns } from './job-columns.ts';
import { type FilterOptions, isFiltered, readFilter } from './list-filters.ts';
import { printJson, printLine, printNote } from './print.ts';
import { type ConnectionOptions, withReeve } from './with-reeve.ts';

/** Jobs by their names, or running ones by what they have in common. */
export interface SelectionOptions extends FilterOptions, ConnectionOptions {
  limit: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/**
 * The jobs that are meant. Those of a filter are shown and asked about first; none where the answer is no, where it is a dry
 * run, or where nothing matches. More than the limit is a mistake in the filter: no part of them is what somebody meant.
 */
export async function chooseJobs(
  typed: readonly string[],
  options: SelectionOptions,
  verb: string,
  list = listJobs,
): Promise<string[]> {
  if (!isFiltered(options)) {
    if (options.dryRun) throw wrong('--dry-run', 'no filter', 'a filter, such as --endpoint');
    if (typed.length > 0) return [...typed];
    throw wrong('<job...>', 'nothing', 'names of jobs, or a filter such as --endpoint or --label');
  }
  if (typed.length > 0) throw wrong('<job...>', 'names, and a filter', 'one of the two');
  const limit = readLimit(options.limit);
  const filter: ListOptions = await readFilter(options, { running: true });
  // One more than allowed tells that there are too many.
  const jobs = await list({ ...filter, limit: limit + 1 }, options);
  preview(jobs.slice(0, limit), options);
  if (jobs.length > limit)
    throw wrong('--limit', `more than ${limit} jobs match`, 'a narrower filter, or a higher limit');
  if (jobs.length === 0) printNote('No such jobs are running.');
  if (jobs.length === 0 || options.dryRun) return [];
  if (await confirmed(`${verb} ${jobs.length === 1 ? 'this job' : `these ${jobs.length} jobs`}?`, options)) {
    return jobs.map(({ id }) => id);
  }
  printNote('Nothing was done.');
  return [];
}

function listJobs(filter: ListOptions, options: ConnectionOptions): Promise<JobRecord[]> {
  return withReeve(options, (reeve) => reeve.list(filter));
}

/** For people to standard error: standard output has only answers. A dry run's answer is the preview. */
function preview(jobs: readonly JobRecord[], { json, dryRun }: SelectionOptions): void {
  if (json) {
    for (const job of dryRun ? jobs : []) printJson(job);
    return;
  }
  if (jobs.length === 0) return;
  const stream = dryRun ? process.stdout : process.stderr;
  const table = fittedTable(jobColumns(stream), jobs, stream.isTTY ? stream.columns : undefined);
  if (dryRun) printLine(table);
  else printNote(table);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,6}$/.test(text) && limit > 0) return limit;
  throw wrong('--limit', show(text), 'a whole number above 0');
}

function wrong(field: string, found: string, expected: string): BadInput {
  return new BadInput({ field, found, expected });
}
