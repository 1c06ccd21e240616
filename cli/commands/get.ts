import type { Command } from 'commander';
import { jobLines } from '../job-lines.ts';
import { printJson, printLine } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

const HELP = `
Answers within seconds, and without a worker too: then with what Temporal has on record, and it says so.
The exit code is 0 for every job that is there, however it ended.

Examples:
  reeve get prime-lab/CHG-4711
  reeve get job/prime-lab/CHG-4711 --json`;

export function addGet(program: Command): void {
  const command = program
    .command('get')
    .summary('show a job')
    .description('Shows how a job stands, or how it ended.')
    .argument('<job>', "the job's id, or <endpoint>/<key>")
    .option('--json', 'print one line of JSON')
    .addHelpText('after', HELP)
    .action(get);
  addConnectionOptions(command);
}

async function get(job: string, options: ConnectionOptions & { json?: boolean }): Promise<void> {
  const snapshot = await withReeve(options, (reeve) => reeve.job(job).get());
  if (options.json) return printJson(snapshot);
  for (const line of jobLines(snapshot)) printLine(line);
}
