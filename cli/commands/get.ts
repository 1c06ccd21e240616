import type { Command } from 'commander';
import { jobLines } from '../job-lines.ts';
import { addOutputOptions, formatOf, type OutputOptions, printAs } from '../output.ts';
import { printLine } from '../print.ts';
import { timelineTable } from '../timeline-lines.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

const HELP = `
Answers within seconds, and without a worker too: then with what Temporal has on record, and it says so.
The time line below it is from the job's history, by Temporal's clock: each step with the time until the next one, and the
proof of a stop, which is a look after the vendor had answered the cancel.
The exit code is 0 for every job that is there, however it ended.

Examples:
  reeve get prime-lab/CHG-4711
  reeve get job/prime-lab/CHG-4711 -o yaml
  reeve get prime-lab/CHG-4711 --json | jq .outcome.proof`;

export function addGet(program: Command): void {
  const command = program
    .command('get')
    .summary('show a job')
    .description('Shows how a job stands, or how it ended, and what happened to it.')
    .argument('<job>', "the job's id, or <endpoint>/<key>");
  addOutputOptions(command).addHelpText('after', HELP).action(get);
  addConnectionOptions(command);
}

async function get(job: string, options: ConnectionOptions & OutputOptions): Promise<void> {
  const format = formatOf(options);
  const { snapshot, timeline } = await withReeve(options, async (reeve) => {
    const handle = reeve.job(job);
    const found = await handle.get();
    return { snapshot: found, timeline: await handle.timeline(found.runId) };
  });
  if (format !== 'table') return printAs(format, [Object.assign(snapshot, { timeline })]);
  for (const line of jobLines(snapshot)) printLine(line);
  printLine(`\n${timelineTable(timeline, process.stdout)}`);
}
